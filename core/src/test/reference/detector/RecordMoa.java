import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import moa.classifiers.core.driftdetection.ADWINChangeDetector;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.CusumDM;
import moa.classifiers.core.driftdetection.DDM;
import moa.classifiers.core.driftdetection.EDDM;
import moa.classifiers.core.driftdetection.EWMAChartDM;
import moa.classifiers.core.driftdetection.HDDM_A_Test;
import moa.classifiers.core.driftdetection.HDDM_W_Test;
import moa.classifiers.core.driftdetection.PageHinkleyDM;
import moa.classifiers.core.driftdetection.RDDM;
import moa.classifiers.core.driftdetection.STEPD;

/**
 * Writes moa.csv: the warnings and alarms of MOA's change detectors on the streams of streams.csv.
 *
 * <p>MOA (GPL) is no dependency of the build: record_moa.sh fetches it and runs this program. Indices are those of the
 * values (from 0) after which the detector spoke.
 */
public final class RecordMoa {

  private static final Set<String> ERRORS = Set.of("errors");
  private static final Set<String> UNIT = Set.of("errors", "unit");
  private static final Set<String> REAL = Set.of("errors", "unit", "real");

  record Recorded(String detector, String setting, Set<String> kinds, Supplier<AbstractChangeDetector> create) {}

  record Stream(String name, String kind, double[] values) {}

  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    List<Stream> streams = streams(data.resolve("streams.csv"));
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(data.resolve("moa.csv")))) {
      out.print("# RecordMoa.java, Java " + Runtime.version().feature() + ", MOA " + args[1] + "\n");
      out.print("detector,setting,stream,drifts,first_warning\n");
      for (Recorded recorded : detectors()) {
        for (Stream stream : streams) {
          if (recorded.kinds.contains(stream.kind)) {
            out.print(row(recorded, stream) + "\n");
          }
        }
      }
    }
  }

  private static List<Recorded> detectors() {
    return List.of(
        new Recorded("Adwin", "default", REAL, ADWINChangeDetector::new),
        new Recorded("Adwin", "-a 0.1", REAL, () -> adwin(0.1)),
        new Recorded("Ddm", "default", UNIT, DDM::new),
        new Recorded("Ddm", "-n 31", UNIT, () -> ddm(31)),
        new Recorded("Eddm", "default", ERRORS, EDDM::new),
        new Recorded("Rddm", "default", ERRORS, RDDM::new),
        new Recorded("Rddm", "-n 30 -x 3000 -y 700 -z 140", ERRORS, RecordMoa::shortRddm),
        new Recorded("HddmA", "-t One-sided", UNIT, () -> hddmA(0)),
        new Recorded("HddmA", "default", UNIT, () -> hddmA(1)),
        new Recorded("HddmW", "default", UNIT, () -> hddmW(0)),
        new Recorded("HddmW", "-t Two-sided", UNIT, () -> hddmW(1)),
        new Recorded("Cusum", "default", REAL, CusumDM::new),
        new Recorded("PageHinkley", "default", REAL, PageHinkleyDM::new),
        new Recorded("Ewma", "default", ERRORS, EWMAChartDM::new),
        new Recorded("Stepd", "default", ERRORS, STEPD::new),
        // CapyMOA's published first detections (1-based) on its tutorial stream are outside the domain of these.
        new Recorded("Ddm", "out of domain", Set.of("real"), DDM::new),
        new Recorded("HddmA", "out of domain", Set.of("real"), () -> hddmA(1)),
        new Recorded("HddmW", "out of domain", Set.of("real"), () -> hddmW(0)),
        new Recorded("Rddm", "out of domain", Set.of("real"), RDDM::new),
        new Recorded("Ewma", "out of domain", Set.of("real"), EWMAChartDM::new),
        new Recorded("Stepd", "out of domain", Set.of("real"), STEPD::new));
  }

  private static AbstractChangeDetector adwin(double delta) {
    ADWINChangeDetector detector = new ADWINChangeDetector();
    detector.deltaAdwinOption.setValue(delta);
    return detector;
  }

  private static AbstractChangeDetector ddm(int minimum) {
    DDM detector = new DDM();
    detector.minNumInstancesOption.setValue(minimum);
    return detector;
  }

  private static AbstractChangeDetector shortRddm() {
    RDDM detector = new RDDM();
    detector.minNumInstancesOption.setValue(30);
    detector.maxSizeConceptOption.setValue(3000);
    detector.minSizeStableConceptOption.setValue(700);
    detector.warnLimitOption.setValue(140);
    return detector;
  }

  private static AbstractChangeDetector hddmA(int sides) {
    HDDM_A_Test detector = new HDDM_A_Test();
    detector.oneSidedTestOption.setChosenIndex(sides);
    return detector;
  }

  private static AbstractChangeDetector hddmW(int sides) {
    HDDM_W_Test detector = new HDDM_W_Test();
    detector.oneSidedTestOption.setChosenIndex(sides);
    return detector;
  }

  private static String row(Recorded recorded, Stream stream) {
    AbstractChangeDetector detector = recorded.create.get();
    detector.prepareForUse();
    detector.resetLearning();
    List<String> drifts = new ArrayList<>();
    String firstWarning = "";
    for (int i = 0; i < stream.values.length; i++) {
      detector.input(stream.values[i]);
      if (detector.getChange()) {
        drifts.add(Integer.toString(i));
      } else if (detector.getWarningZone() && firstWarning.isEmpty()) {
        firstWarning = Integer.toString(i);
      }
    }
    return String.join(
        ",", recorded.detector, recorded.setting, stream.name, String.join(" ", drifts), firstWarning);
  }

  private static List<Stream> streams(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(2)
        .map(line -> line.split(","))
        .map(cells -> new Stream(cells[0], cells[1], values(cells[2])))
        .collect(Collectors.toList());
  }

  private static double[] values(String cell) {
    String[] texts = cell.split(" ");
    double[] values = new double[texts.length];
    for (int i = 0; i < texts.length; i++) {
      values[i] = Double.parseDouble(texts[i]);
    }
    return values;
  }
}
