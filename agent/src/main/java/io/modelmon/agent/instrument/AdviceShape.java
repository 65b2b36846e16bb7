package io.modelmon.agent.instrument;

import io.modelmon.agent.extract.SiteShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * An advice class that exists as a description only, cut for one method: its enter and exit methods
 * take exactly what the site's shape names. {@link CallSiteWriter} turns the calls to them into
 * {@code invokedynamic}, so no such class is ever needed.
 */
final class AdviceShape extends TypeDescription.Latent {

  /** The internal name of the class that is never there. */
  static final String INTERNAL_NAME = "io/modelmon/advice/Described";

  private final MethodList<MethodDescription.InDefinedShape> methods;

  AdviceShape(WovenMethod woven) {
    super(
        INTERNAL_NAME.replace('/', '.'),
        java.lang.reflect.Modifier.PUBLIC,
        TypeModel.OBJECT.asGenericType(),
        Collections.emptyList());
    this.methods = new MethodList.Explicit<>(List.of(enter(woven), exit(woven)));
  }

  @Override
  public MethodList<MethodDescription.InDefinedShape> getDeclaredMethods() {
    return methods;
  }

  private MethodDescription.InDefinedShape enter(WovenMethod woven) {
    SiteShape shape = woven.shape();
    List<ParameterDescription.Token> parameters = new ArrayList<>();
    addReceiver(shape.enterThis(), parameters);
    addArguments(shape.enterArguments(), woven, parameters);
    AnnotationDescription annotation =
        AnnotationDescription.Builder.ofType(Advice.OnMethodEnter.class)
            .define("inline", false)
            .define("suppress", Throwable.class)
            .build();
    return TypeModel.function(
        this, SiteEnd.ENTER, TypeModel.of("J"), parameters, Collections.singletonList(annotation));
  }

  private MethodDescription.InDefinedShape exit(WovenMethod woven) {
    SiteShape shape = woven.shape();
    List<ParameterDescription.Token> parameters = new ArrayList<>();
    parameters.add(TypeModel.parameter(TypeModel.of("J"), marked(Advice.Enter.class)));
    addReceiver(shape.exitThis(), parameters);
    addArguments(shape.exitArguments(), woven, parameters);
    if (shape.exitReturn()) {
      String result = Descriptors.result(woven.method().descriptor());
      parameters.add(TypeModel.parameter(TypeModel.erased(result), marked(Advice.Return.class)));
    }
    parameters.add(TypeModel.parameter(TypeModel.OBJECT, marked(Advice.Thrown.class)));
    AnnotationDescription annotation =
        AnnotationDescription.Builder.ofType(Advice.OnMethodExit.class)
            .define("inline", false)
            .define("suppress", Throwable.class)
            .define("onThrowable", Throwable.class)
            // A body may keep values of other types in the slots of its parameters. Working on
            // copies keeps the frames of the exit handler true, and exit sees what was passed.
            .define("backupArguments", true)
            .build();
    return TypeModel.function(
        this, SiteEnd.EXIT, TypeModel.of("V"), parameters, Collections.singletonList(annotation));
  }

  private static void addReceiver(boolean wanted, List<ParameterDescription.Token> parameters) {
    if (wanted) {
      parameters.add(TypeModel.parameter(TypeModel.OBJECT, marked(Advice.This.class)));
    }
  }

  private static void addArguments(
      int[] indices, WovenMethod woven, List<ParameterDescription.Token> parameters) {
    List<String> types = Descriptors.parameters(woven.method().descriptor());
    for (int index : indices) {
      AnnotationDescription annotation =
          AnnotationDescription.Builder.ofType(Advice.Argument.class)
              .define("value", index)
              .build();
      parameters.add(
          TypeModel.parameter(
              TypeModel.erased(types.get(index)), Collections.singletonList(annotation)));
    }
  }

  private static List<AnnotationDescription> marked(
      Class<? extends java.lang.annotation.Annotation> type) {
    return Collections.singletonList(AnnotationDescription.Builder.ofType(type).build());
  }
}
