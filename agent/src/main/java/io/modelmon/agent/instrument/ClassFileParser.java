package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link ClassOutline}. Every byte is checked before it is used; damaged input ends in
 * {@link MalformedClassException} and nothing else.
 *
 * <p><b>Cost:</b> one pass. <b>Threads:</b> confined.
 *
 * @see "The Java Virtual Machine Specification, section 4"
 */
final class ClassFileParser {

  private final ClassBytes in;
  private final ConstantPool pool;

  ClassFileParser(byte[] bytes) throws MalformedClassException {
    this.pool = ConstantPool.read(bytes);
    this.in = new ClassBytes(bytes, pool.end());
  }

  ClassOutline parse() throws MalformedClassException {
    int access = in.u2();
    String name = pool.className(in.u2());
    if (name == null) {
      throw new MalformedClassException("a class without a name");
    }
    String superName = pool.className(in.u2());
    List<String> interfaces = interfaces();
    skipFields();
    int count = in.u2();
    List<MethodOutline> methods = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      methods.add(method());
    }
    return new ClassOutline(in.majorVersion(), access, name, superName, interfaces, methods);
  }

  private List<String> interfaces() throws MalformedClassException {
    int count = in.u2();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = pool.className(in.u2());
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private void skipFields() throws MalformedClassException {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      in.skip(6);
      int attributes = in.u2();
      for (int j = 0; j < attributes; j++) {
        in.skip(2);
        in.skip(in.u4());
      }
    }
  }

  private MethodOutline method() throws MalformedClassException {
    int access = in.u2();
    String name = pool.utf8(in.u2());
    String descriptor = pool.utf8(in.u2());
    if (!descriptor.startsWith("(") || descriptor.indexOf(')') < 0) {
      throw new MalformedClassException("a method without a descriptor");
    }
    ParameterNames names = new ParameterNames(descriptor, (access & 0x0008) != 0);
    List<String> annotations = new ArrayList<>();
    int attributes = in.u2();
    for (int i = 0; i < attributes; i++) {
      String attribute = pool.utf8(in.u2());
      int length = in.u4();
      int end = in.position() + length;
      switch (attribute) {
        case "RuntimeVisibleAnnotations", "RuntimeInvisibleAnnotations" -> annotations(annotations);
        case "MethodParameters" -> methodParameters(names);
        case "Code" -> code(names);
        default -> {}
      }
      in.moveTo(end);
    }
    return new MethodOutline(access, name, descriptor, annotations, names.list());
  }

  private void annotations(List<String> types) throws MalformedClassException {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      String type = annotation(0);
      if (type != null) {
        types.add(type);
      }
    }
  }

  private @Nullable String annotation(int depth) throws MalformedClassException {
    String type = pool.utf8(in.u2());
    int pairs = in.u2();
    for (int i = 0; i < pairs; i++) {
      in.skip(2);
      skipElement(depth);
    }
    return type;
  }

  private void skipElement(int depth) throws MalformedClassException {
    if (depth > 16) {
      throw new MalformedClassException("annotations nested too deeply");
    }
    switch (in.u1()) {
      case 'e' -> in.skip(4);
      case '@' -> annotation(depth + 1);
      case '[' -> {
        int count = in.u2();
        for (int i = 0; i < count; i++) {
          skipElement(depth + 1);
        }
      }
      default -> in.skip(2);
    }
  }

  private void methodParameters(ParameterNames names) throws MalformedClassException {
    int count = in.u1();
    for (int i = 0; i < count; i++) {
      int name = in.u2();
      in.skip(2);
      if (name != 0) {
        names.declared(i, count, pool.utf8(name));
      }
    }
  }

  private void code(ParameterNames names) throws MalformedClassException {
    in.skip(4);
    in.skip(in.u4());
    in.skip(8 * in.u2());
    int attributes = in.u2();
    for (int i = 0; i < attributes; i++) {
      String attribute = pool.utf8(in.u2());
      int length = in.u4();
      int end = in.position() + length;
      if (attribute.equals("LocalVariableTable")) {
        localVariables(names);
      }
      in.moveTo(end);
    }
  }

  private void localVariables(ParameterNames names) throws MalformedClassException {
    int count = in.u2();
    for (int i = 0; i < count; i++) {
      int start = in.u2();
      in.skip(2);
      int name = in.u2();
      in.skip(2);
      int slot = in.u2();
      if (start == 0) {
        names.local(slot, pool.utf8(name));
      }
    }
  }
}
