package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Types and methods as Byte Buddy wants them described, made from names alone: nothing is looked
 * up, read or loaded. Stateless.
 */
final class TypeModel {

  static final TypeDescription OBJECT =
      new TypeDescription.Latent(
          "java.lang.Object", Opcodes.ACC_PUBLIC, null, Collections.emptyList());

  private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private TypeModel() {}

  /** Returns a class of a binary name, of which nothing else is known. */
  static TypeDescription named(String binaryName) {
    return new TypeDescription.Latent(
        binaryName, Opcodes.ACC_PUBLIC, OBJECT.asGenericType(), Collections.emptyList());
  }

  /** Returns the type of a descriptor. */
  static TypeDescription of(String descriptor) {
    Class<?> primitive = Descriptors.primitive(descriptor);
    if (primitive != null) {
      return TypeDescription.ForLoadedType.of(primitive);
    }
    if (descriptor.startsWith("[")) {
      return TypeDescription.ArrayProjection.of(of(descriptor.substring(1)), 1);
    }
    return named(Descriptors.sourceType(descriptor));
  }

  /** Returns the type of a value in a call site: primitives exactly, references as Object. */
  static TypeDescription erased(String descriptor) {
    return Descriptors.primitive(descriptor) == null ? OBJECT : of(descriptor);
  }

  static ParameterDescription.Token parameter(
      TypeDescription type, List<AnnotationDescription> annotations) {
    return new ParameterDescription.Token(type.asGenericType(), annotations);
  }

  /** Returns a method that is to be woven. */
  static MethodDescription.InDefinedShape woven(TypeDescription owner, MethodOutline method) {
    List<ParameterDescription.Token> parameters = new ArrayList<>();
    for (String type : Descriptors.parameters(method.descriptor())) {
      parameters.add(parameter(of(type), Collections.emptyList()));
    }
    return method(
        owner,
        method.name(),
        method.access(),
        of(Descriptors.result(method.descriptor())),
        parameters,
        Collections.emptyList());
  }

  /** Returns a public static method. */
  static MethodDescription.InDefinedShape function(
      TypeDescription owner,
      String name,
      TypeDescription result,
      List<ParameterDescription.Token> parameters,
      List<AnnotationDescription> annotations) {
    return method(owner, name, PUBLIC_STATIC, result, parameters, annotations);
  }

  @SuppressWarnings("NullAway") // no default value and no receiver type: null in Byte Buddy's terms
  private static MethodDescription.InDefinedShape method(
      TypeDescription owner,
      String name,
      int access,
      TypeDescription result,
      List<ParameterDescription.Token> parameters,
      List<AnnotationDescription> annotations) {
    return new MethodDescription.Latent(
        owner,
        name,
        access,
        Collections.emptyList(),
        result.asGenericType(),
        parameters,
        Collections.emptyList(),
        annotations,
        null,
        null);
  }
}
