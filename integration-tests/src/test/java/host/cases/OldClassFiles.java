package host.cases;

import host.ForeignLoader;
import host.Scenario;
import host.Trace;
import java.util.function.ToDoubleFunction;

/** Classes of versions that know no {@code invokedynamic}. */
public final class OldClassFiles implements Scenario {

  @Override
  public void run(Trace trace) throws Exception {
    for (int version : new int[] {48, 49, 50}) {
      ToDoubleFunction<double[]> model = new ForeignLoader(version).create("Old");
      for (int i = 0; i < 20; i++) {
        trace.line("version " + version, model.applyAsDouble(new double[] {i, -i}));
      }
    }
    trace.expect("old", "calls=0 rows=0 predictions=0");
  }
}
