package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus.State;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class ClassShapesTest {

  private static Host run(String rule, String source) throws Throwable {
    Host host = new Host(rule).with(source);
    Object woven = host.run("app.Main");
    Host plain = new Host("no.Such#method").with(source);
    assertThat(woven).isEqualTo(plain.run("app.Main"));
    assertThat(plain.ends).isEmpty();
    new Host(rule);
    return host;
  }

  @Test
  void genericOverride_bridgeAndMethod_countsOnce() throws Throwable {
    Host host =
        run(
            "app.Impl#apply",
            """
            package app;
            public class Main { public static Object run() {
              java.util.function.Function<String, Integer> f = new Impl(); return f.apply("abc"); } }
            class Impl implements java.util.function.Function<String, Integer> {
              public Integer apply(String s) { return s.length(); } }
            """);

    assertThat(host.calls()).containsExactly("app.Impl.apply(java.lang.String)");
    assertThat(host.ends.get(1).arguments().get(1)).isEqualTo(3);
  }

  @Test
  void covariantReturn_bridge_countsOnce() throws Throwable {
    Host host =
        run(
            "app.Sub#predict",
            """
            package app;
            public class Main { public static Object run() { Base b = new Sub(); return b.predict(2).toString(); } }
            class Base { Number predict(int i) { return i; } }
            class Sub extends Base { @Override Double predict(int i) { return super.predict(i).intValue() * 2.0; } }
            """);

    assertThat(host.calls()).containsExactly("app.Sub.predict(int)");
  }

  @Test
  void record_accessorAndMethod_areWoven() throws Throwable {
    Host host =
        run(
            "app.Model#w | app.Model#score",
            """
            package app;
            public class Main { public static Object run() { return new Model(2.0).score(3.0f); } }
            record Model(double w) { Model { if (w < 0) throw new IllegalArgumentException(); }
              double score(float x) { return w() * x; } }
            """);

    assertThat(host.calls()).containsExactly("app.Model.score(float)", "app.Model.w()");
  }

  @Test
  void enumConstantBody_subtypeRule_isWoven() throws Throwable {
    Host host =
        run(
            "subtypes app.Model#score",
            """
            package app;
            public class Main { public static Object run() { return Model.A.score(1) + Model.B.score(2); } }
            enum Model { A { @Override int score(int x) { return x; } }, B { @Override int score(int x) { return -x; } };
              abstract int score(int x); }
            """);

    assertThat(host.calls()).containsExactly("app.Model$1.score(int)", "app.Model$2.score(int)");
    assertThat(host.state().state()).isEqualTo(State.MATCHED);
  }

  @Test
  void defaultAndStaticInterfaceMethods_areWoven() throws Throwable {
    Host host =
        run(
            "app.Model#score | app.Model#pick",
            """
            package app;
            public class Main implements Model { public static Object run() { return new Main().score(true) + Model.pick('x'); } }
            interface Model { default String score(boolean b) { return "s" + b; } static String pick(char c) { return "p" + c; } }
            """);

    assertThat(host.calls()).containsExactly("app.Model.score(boolean)", "app.Model.pick(char)");
    assertThat(host.ends.get(2).arguments()).containsExactly('x');
  }

  @Test
  void staticSynchronizedFinalPrivate_areWoven() throws Throwable {
    Host host =
        run(
            "app.Main#s | app.Main#y | app.Main#f | app.Main#p",
            """
            package app;
            public final class Main {
              public static Object run() { Main m = new Main(); return s(1L, 2.0) + m.y(3) + m.f((short) 4) + m.p(new int[][] {{5}}); }
              static double s(long a, double b) { return a + b; }
              synchronized int y(int x) { return Thread.holdsLock(this) ? x : -1; }
              final int f(short x) { return x; }
              private int p(int[][] x) { return x[0][0]; } }
            """);

    assertThat(host.calls()).hasSize(4);
    assertThat(host.ends.get(0).arguments()).containsExactly(1L, 2.0);
  }

  @Test
  void voidMethod_exitWithoutResult() throws Throwable {
    Host host =
        run(
            "app.Main#predict",
            """
            package app;
            public class Main { static double[] out = new double[1];
              public static Object run() { predict(2, out); return out[0]; }
              static void predict(double x, double[] to) { to[0] = x * x; } }
            """);

    assertThat(host.ends.get(1).arguments()).containsExactly(1L, null);
  }

  @Test
  void everyPrimitive_parameterAndResult_passUnchanged() throws Throwable {
    for (String type :
        List.of("boolean", "byte", "char", "short", "int", "long", "float", "double")) {
      String value = type.equals("boolean") ? "true" : "(" + type + ") 65";
      Host host =
          run(
              "app.Main#predict",
              "package app; public class Main { public static Object run() { return predict(1L, VALUE, 2.0); }"
                      .replace("VALUE", value)
                  + " static T predict(long a, T x, double b) { x = x; return x; } }"
                      .replace("T ", type + " "));

      assertThat(host.ends.get(0).arguments().get(1))
          .isEqualTo(host.ends.get(1).arguments().get(1));
    }
  }

  @Test
  void recursion_deep_unwindsNormally() throws Throwable {
    Host host =
        run(
            "app.Main#down",
            """
            package app;
            public class Main { public static Object run() { return new Main().down(200); }
              int down(int n) { return n == 0 ? 0 : 1 + down(n - 1); } }
            """);

    assertThat(host.calls()).hasSize(201);
  }

  @Test
  void parameterSlotReusedForAnotherType_verifies() throws Throwable {
    Host host = new Host("app.Main#predict").with(Map.of("app/Main", slotReuse()));

    Object result =
        java.lang.invoke.MethodHandles.publicLookup()
            .unreflect(host.load("app.Main").getMethod("predict", Object.class, int.class))
            .invoke("text", 3);

    assertThat(result).isEqualTo(3);
    assertThat(host.ends.get(0).arguments()).containsExactly("text", 3);
  }

  /** Optimizers keep an int where a reference came in; javac does not. */
  private static byte[] slotReuse() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Main", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            "predict",
            "(Ljava/lang/Object;I)I",
            null,
            null);
    Label loop = new Label();
    Label done = new Label();
    code.visitCode();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitVarInsn(Opcodes.ISTORE, 0);
    code.visitLabel(loop);
    code.visitFrame(
        Opcodes.F_FULL, 2, new Object[] {Opcodes.INTEGER, Opcodes.INTEGER}, 0, new Object[0]);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
    code.visitIincInsn(0, 1);
    code.visitJumpInsn(Opcodes.GOTO, loop);
    code.visitLabel(done);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(2, 2);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void branchesAndHandlers_verify() throws Throwable {
    Host host =
        run(
            "app.Main#predict",
            """
            package app;
            public class Main { public static Object run() { return predict(new double[] {1}, 3); }
              static int predict(double[] row, int n) {
                int sum = row.length;
                { Object o = n > 2 ? "a" : row; if (o instanceof String s) { sum += s.length(); } }
                for (int i = 0; i < n; i++) { long l = i; sum += (int) l; }
                try { if (sum > 100) throw new RuntimeException(); } catch (RuntimeException e) { sum = -1; } finally { sum++; }
                return switch (sum) { case 1 -> 2; case 5 -> 7; default -> sum; }; } }
            """);

    assertThat(host.calls()).hasSize(1);
  }

  @Test
  void twoModels_sameMethod_bothSeeTheCall() throws Throwable {
    Host host = new Host("app.Main#predict", "app.*#predict | app.Main#predict(int)");
    host.with(
        "package app; public class Main { public static Object run() { return predict(4); }"
            + " static int predict(int x) { return x * x; } }");

    assertThat(host.run("app.Main")).isEqualTo(16);

    assertThat(host.calls()).hasSize(2);
    assertThat(host.states()).extracting(s -> s.state()).containsOnly(State.MATCHED);
  }

  @Test
  void syntheticMethod_kotlinDefault_isPassedOver() throws Throwable {
    byte[] bytes =
        new ByteBuddy()
            .subclass(Object.class)
            .name("app.Kt")
            .defineMethod("predict", int.class, Visibility.PUBLIC, Ownership.STATIC)
            .withParameters(int.class)
            .intercept(FixedValue.value(1))
            .defineMethod(
                "predict$default",
                int.class,
                Visibility.PUBLIC,
                Ownership.STATIC,
                SyntheticState.SYNTHETIC)
            .withParameters(int.class, int.class)
            .intercept(FixedValue.value(2))
            .make()
            .getBytes();
    Host host = new Host("app.Kt#predict*").with(Map.of("app/Kt", bytes));

    host.load("app.Kt");

    assertThat(host.state().detail()).isEqualTo("app.Kt.predict(int)");
  }
}
