package host.cases;

import host.ForeignLoader;
import host.Scenario;
import host.Trace;
import java.lang.ref.WeakReference;
import java.util.function.ToDoubleFunction;

/** The same class in several loaders, each of which knows nothing but {@code java.*}. */
public final class Loaders implements Scenario {

  @Override
  public void run(Trace trace) throws Exception {
    WeakReference<ClassLoader> first = use(trace);
    WeakReference<ClassLoader> second = use(trace);
    WeakReference<ClassLoader> third = use(trace);
    trace.line("collected", collected(first) && collected(second) && collected(third));
    trace.expect("loaders", "calls=150 rows=150 predictions=150 captured=150");
  }

  private static WeakReference<ClassLoader> use(Trace trace) throws ReflectiveOperationException {
    ForeignLoader loader = new ForeignLoader(0);
    ToDoubleFunction<double[]> model = loader.create("Model");
    for (int i = 0; i < 50; i++) {
      trace.mix(model.applyAsDouble(new double[] {i}));
    }
    trace.flushDigest("results");
    trace.line("own class", model.getClass().getClassLoader() == loader);
    return new WeakReference<>(loader);
  }

  private static boolean collected(WeakReference<ClassLoader> loader) throws InterruptedException {
    for (int i = 0; i < 200 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(25);
    }
    return loader.get() == null;
  }
}
