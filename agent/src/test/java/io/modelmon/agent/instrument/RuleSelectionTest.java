package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus;
import io.modelmon.monitor.RuleStatus.State;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleSelectionTest {

  private static final String OVERLOADS =
      """
      package app;
      public class Main {
        double predict(double[] x) { return 0; }
        double predict(java.util.Map<String, Double> x) { return 0; }
        double predict(String... x) { return 0; }
        double predictProba(Inner x) { return 0; }
        public static class Inner { int score(int x) { return x; } }
      }
      """;

  private static RuleStatus load(String rule, String source, String type) {
    Host host = new Host(rule).with(source);
    host.load(type);
    return host.state();
  }

  private static RuleStatus load(String rule) {
    return load(rule, OVERLOADS, "app.Main");
  }

  @Test
  void overloads_withTypes_weavesTheNamedOne() {
    assertThat(load("app.Main#predict(double[])").detail()).isEqualTo("app.Main.predict(double[])");
    assertThat(load("app.Main#predict(java.util.Map)").state()).isEqualTo(State.MATCHED);
    assertThat(load("app.Main#predict(Map)").state()).isEqualTo(State.METHOD_MISSING);
    assertThat(load("app.Main#predict(String...)").state()).isEqualTo(State.MATCHED);
    assertThat(load("app.Main#predictProba(app.Main.Inner)").state()).isEqualTo(State.MATCHED);
    assertThat(load("app.Main#predictProba(app.Main$Inner)").state()).isEqualTo(State.MATCHED);
  }

  @Test
  void overloads_withoutTypes_isUnreachableAndListsThem() {
    RuleStatus status = load("app.Main#predict");

    assertThat(status.state()).isEqualTo(State.UNREACHABLE);
    assertThat(status.detail())
        .contains("predict(double[]), predict(java.util.Map), predict(java.lang.String[])");
  }

  @Test
  void overloads_withGlob_weavesAll() {
    assertThat(load("app.Main#predict*").detail().split("; ", -1)).hasSize(4);
  }

  @Test
  void methodMissing_nearNames_areListedNearestFirst() {
    RuleStatus status = load("app.Main#predictProb");

    assertThat(status.state()).isEqualTo(State.METHOD_MISSING);
    assertThat(status.detail())
        .startsWith("app.Main has no such method, candidates: predictProba(app.Main$Inner), ");
  }

  @Test
  void methodMissing_otherTypes_candidatesAreTheOverloads() {
    RuleStatus status = load("app.Main#predict(int)");

    assertThat(status.state()).isEqualTo(State.METHOD_MISSING);
    assertThat(status.detail()).contains("no such overload").contains("predict(double[])");
  }

  @Test
  void methodInherited_fromApplicationOrJdk_saysWhere() {
    String source =
        """
        package app;
        public class Main extends Base {}
        class Base extends java.util.ArrayList<String> { double predict() { return 0; } }
        """;

    assertThat(load("app.Main#predict", source, "app.Main").detail())
        .isEqualTo("app.Main inherits it, declared in app.Base: name that class");
    assertThat(load("app.Main#ensureCapacity", source, "app.Main").detail())
        .contains("declared in java.util.ArrayList");
  }

  @Test
  void nestedClass_namedWithDotOrDollar_isWoven() {
    assertThat(load("app.Main.Inner#score", OVERLOADS, "app.Main$Inner").state())
        .isEqualTo(State.MATCHED);
    assertThat(load("app.Main$Inner#score", OVERLOADS, "app.Main$Inner").state())
        .isEqualTo(State.MATCHED);
  }

  @Test
  void constructor_byEitherName_isRefused() {
    assertThat(load("app.Main#<init>").state()).isEqualTo(State.UNREACHABLE);
    assertThat(load("app.Main#Main").detail()).isEqualTo("constructors are not watched");
  }

  @Test
  void abstractAndNative_exactRule_isUnreachableWithReason() {
    String source = "package app; public abstract class Main { abstract int a(); native int n(); }";

    assertThat(load("app.Main#a", source, "app.Main").detail()).contains("is abstract");
    assertThat(load("app.Main#n", source, "app.Main").detail()).contains("is native");
    assertThat(load("app.Main#n", source, "app.Main").state()).isEqualTo(State.UNREACHABLE);
  }

  @Test
  void reactiveAndSuspend_areNotSupportedYet() {
    String source =
        """
        package reactor.core.publisher;
        public class Mono<T> {
          public Mono<String> predict() { return this == null ? null : new Mono<String>(); }
          public java.util.concurrent.Flow.Publisher<String> flow() { return null; }
        }
        """;
    String suspend =
        """
        package kotlin.coroutines;
        public interface Continuation<T> {
          class Model { Object predict(double[] x, Continuation<Double> c) { return null; } }
        }
        """;

    assertThat(load("reactor.core.publisher.Mono#predict", source, "reactor.core.publisher.Mono"))
        .satisfies(s -> assertThat(s.state()).isEqualTo(State.UNREACHABLE))
        .satisfies(s -> assertThat(s.detail()).contains("not supported yet"));
    assertThat(load("reactor.core.publisher.Mono#flow", source, "reactor.core.publisher.Mono"))
        .satisfies(s -> assertThat(s.state()).isEqualTo(State.UNREACHABLE));
    assertThat(
            load(
                "kotlin.coroutines.Continuation$Model#predict",
                suspend,
                "kotlin.coroutines.Continuation$Model"))
        .satisfies(s -> assertThat(s.detail()).contains("suspend"));
  }

  @Test
  void subtypes_throughClassesAndInterfaces_areFoundWithoutLoadingThem() {
    String source =
        """
        package app;
        interface Model { double score(double x); }
        interface Wide extends java.io.Serializable, Model {}
        abstract class Base implements Wide {}
        public class Main extends Base { public double score(double x) { return x; } }
        """;
    Host host = new Host("subtypes app.Model#score").with(source);
    byte[] bytes = Sources.compileOne(source, "app/Main");

    byte @Nullable [] woven =
        host.weaving.transformer().transform(host.loader(), "app/Main", null, null, bytes);

    assertThat(woven).isNotNull();
    assertThat(host.state().detail()).isEqualTo("app.Main.score(double)");
    assertThat(host.woven).as("classes the loader was asked to define").isEmpty();
  }

  @Test
  void subtypes_otherClassWithSameMethod_isPassedOver() {
    String source =
        "package app; interface Model { double score(double x); }"
            + " public class Main { public double score(double x) { return x; } }";

    assertThat(load("subtypes app.Model#score", source, "app.Main").state())
        .isEqualTo(State.PENDING);
  }

  @Test
  void subtypes_ofJdkType_isWoven() {
    String source =
        "package app; public class Main extends java.util.AbstractList<String> {"
            + " public String get(int i) { return \"\"; } public int size() { return 0; } }";

    assertThat(load("subtypes java.util.Collection#size", source, "app.Main").state())
        .isEqualTo(State.MATCHED);
  }

  @Test
  void subtypes_jdkProxy_isPassedOver() {
    Host host = new Host("subtypes java.lang.Comparable#compareTo");
    byte[] proxyLike =
        new net.bytebuddy.ByteBuddy()
            .subclass(
                java.lang.reflect.Proxy.class,
                net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy.Default.NO_CONSTRUCTORS)
            .implement(Comparable.class)
            .intercept(net.bytebuddy.implementation.FixedValue.value(1))
            .name("app.$Proxy1")
            .make()
            .getBytes();

    assertThat(
            host.weaving
                .transformer()
                .transform(host.loader(), "app/$Proxy1", null, null, proxyLike))
        .isNull();
    assertThat(host.state().state()).isEqualTo(State.PENDING);
  }

  @Test
  void annotated_visibleOrNot_isWoven() throws Throwable {
    for (String retention : new String[] {"RUNTIME", "CLASS"}) {
      Host host =
          new Host("annotated app.Watch")
              .with(
                  """
                  package app;
                  import java.lang.annotation.*;
                  @Retention(RetentionPolicy.KIND) @interface Watch { String[] value() default {}; Deprecated also() default @Deprecated; }
                  public class Main {
                    public static Object run() { return a(1) + b(2); }
                    @Deprecated @Watch({"x", "y"}) static int a(int x) { return x; }
                    static int b(int x) { return x; }
                    static final Class<?> W = Watch.class; }
                  """
                      .replace("KIND", retention));

      Object ignored = host.run("app.Main");

      assertThat(host.calls()).containsExactly("app.Main.a(int)");
    }
  }

  @Test
  void classGlob_matchesAcrossPackages() {
    String source = "package app.deep; public class MyModel { int score() { return 1; } }";

    assertThat(load("app.*Model#score", source, "app.deep.MyModel").state())
        .isEqualTo(State.MATCHED);
    assertThat(load("app.*Model#missing", source, "app.deep.MyModel").state())
        .isEqualTo(State.PENDING);
  }

  @Test
  void jdkClass_namedExactly_isUnreachable() {
    Host host = new Host("java.util.ArrayList#add(Object)");

    byte @Nullable [] result =
        host.weaving.transformer().transform(null, "java/util/ArrayList", null, null, new byte[0]);

    assertThat(result).isNull();
    assertThat(host.state().state()).isEqualTo(State.UNREACHABLE);
    assertThat(host.state().detail()).isEqualTo("classes of the JDK are not woven");
  }

  @Test
  void parameterNames_fromDebugInformation_reachTheSite() {
    Host host = new Host("app.Main#predict(double[])").with(OVERLOADS);

    host.load("app.Main");

    WatchSite site = Objects.requireNonNull(host.weaving.sites().site(0));
    assertThat(site.siteMethod().parameterNames()).containsExactly("x");
    assertThat(site.siteMethod().parameterTypes()).containsExactly("double[]");
  }

  @Test
  void log_eachState_isSaidOnce() {
    Host host = new Host("app.Main#predictProba").with(OVERLOADS);

    host.load("app.Main");
    host.restart();
    host.load("app.Main");

    assertThat(host.log)
        .containsExactly(
            "rule app.Main#predictProba of model model0: matched,"
                + " app.Main.predictProba(app.Main$Inner)");
    assertThat(host.woven).hasSize(2);
  }
}
