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
 * take exactly what the site's shape names. Byte Buddy turns the calls to them into {@code
 * invokedynamic}, so no such class is ever needed.
 */
final class AdviceShape extends TypeDescription.Latent {

  private final MethodList<MethodDescription.InDefinedShape> methods;

  AdviceShape(WatchSite site) {
    super(
        "io.modelmon.advice.Described",
        java.lang.reflect.Modifier.PUBLIC,
        TypeModel.OBJECT.asGenericType(),
        Collections.emptyList());
    this.methods = new MethodList.Explicit<>(List.of(enter(site), exit(site)));
  }

  @Override
  public MethodList<MethodDescription.InDefinedShape> getDeclaredMethods() {
    return methods;
  }

  private MethodDescription.InDefinedShape enter(WatchSite site) {
    SiteShape shape = site.shape();
    List<ParameterDescription.Token> parameters = new ArrayList<>();
    addReceiver(shape.enterThis(), parameters);
    addArguments(shape.enterArguments(), site, parameters);
    AnnotationDescription annotation =
        AnnotationDescription.Builder.ofType(Advice.OnMethodEnter.class)
            .define("inline", false)
            .define("suppress", Throwable.class)
            .build();
    return TypeModel.function(
        this, SiteEnd.ENTER, TypeModel.of("J"), parameters, Collections.singletonList(annotation));
  }

  private MethodDescription.InDefinedShape exit(WatchSite site) {
    SiteShape shape = site.shape();
    List<ParameterDescription.Token> parameters = new ArrayList<>();
    parameters.add(TypeModel.parameter(TypeModel.of("J"), marked(Advice.Enter.class)));
    addReceiver(shape.exitThis(), parameters);
    addArguments(shape.exitArguments(), site, parameters);
    if (shape.exitReturn()) {
      String result = Descriptors.result(site.descriptor());
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
      int[] indices, WatchSite site, List<ParameterDescription.Token> parameters) {
    List<String> types = Descriptors.parameters(site.descriptor());
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
