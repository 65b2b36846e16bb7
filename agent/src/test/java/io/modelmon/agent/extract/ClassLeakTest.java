package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class ClassLeakTest {

  /** An application's input class; the test loads a copy of it. */
  public static final class Input {
    private final int amount = 3;

    public int getAmount() {
      return amount;
    }

    public String getKind() {
      return "kind";
    }
  }

  private static final class Throwaway extends ClassLoader {
    Throwaway() {
      super(ClassLeakTest.class.getClassLoader());
    }

    Class<?> copyOfInput() throws IOException {
      String name = Input.class.getName();
      try (InputStream in =
          Input.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
        byte[] bytes = java.util.Objects.requireNonNull(in).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }

  @Test
  void extraction_outlivesTheClassesItRead() throws Throwable {
    TestAgent agent = new TestAgent(model().config());

    WeakReference<Class<?>> type = use(agent);

    assertThat(agent.rows()).hasSize(5);
    for (int i = 0; i < 50 && type.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(type.get()).isNull();
  }

  private static WeakReference<Class<?>> use(TestAgent agent) throws Throwable {
    Class<?> type = new Throwaway().copyOfInput();
    Object input = type.getConstructor().newInstance();
    SiteMethod method = method("double", "Input");
    SiteShape shape = SiteShape.of(model().config(), method);
    MethodHandles.Lookup woven = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    TestSite site = new TestSite(agent.extraction.site(0, method, shape, woven), shape, method);
    for (int i = 0; i < 5; i++) {
      site.callReturning(0.5, input);
    }
    return new WeakReference<>(type);
  }
}
