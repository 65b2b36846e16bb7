package io.modelmon.benchmarks.detection;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Evaluates all change detectors on all streams and prints a table; {@code detectors.csv} holds one
 * line for each stream.
 *
 * <p>The same seed gives the same figures on every machine.
 */
public final class DetectorEvaluation {

  private static final List<Generator> GENERATORS =
      List.of(
          new Sea(),
          new Stagger(),
          new Sine(),
          new Mixed(),
          new Agrawal(),
          new Led(),
          new Hyperplane());

  /** Rows before the change, and rows in which it has to be found. */
  private static final int BEFORE = 5_000;

  private static final int AFTER = 2_000;

  private static final String USAGE =
      """
      usage: DetectorEvaluation [--episodes N] [--seed S] [--results FOLDER]
        --episodes N      episodes of each stream and shape (default 200)
        --seed S          seed of everything (default 1)
        --results FOLDER  where detectors.csv goes (default benchmarks/results)""";

  private final int episodes;
  private final long seed;
  private final PrintStream out;
  private final List<String> lines = new ArrayList<>();

  private DetectorEvaluation(int episodes, long seed, PrintStream out) {
    this.episodes = episodes;
    this.seed = seed;
    this.out = out;
  }

  /** Runs the evaluation; takes some minutes with the defaults, most of it to calibrate. */
  public static void main(String[] arguments) throws IOException {
    int episodes = 200;
    long seed = 1;
    Path results = Path.of("benchmarks/results");
    try {
      for (int i = 0; i < arguments.length; i += 2) {
        switch (arguments[i]) {
          case "--help" -> {
            System.out.println(USAGE);
            return;
          }
          case "--episodes" -> episodes = positive(arguments[i + 1]);
          case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
          case "--results" -> results = Path.of(arguments[i + 1]);
          default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    }
    DetectorEvaluation evaluation = new DetectorEvaluation(episodes, seed, System.out);
    evaluation.run();
    Files.createDirectories(results);
    Files.write(results.resolve("detectors.csv"), evaluation.lines, StandardCharsets.UTF_8);
  }

  private static int positive(String text) {
    int value = Integer.parseInt(text);
    if (value < 1) {
      throw new IllegalArgumentException("--episodes must be at least 1, was " + value);
    }
    return value;
  }

  private void run() {
    lines.add(
        "detector,setting,shape,stream,episodes,false_alarms_per_10000,"
            + "delay_median,delay_90_percent,missed_share");
    out.printf(
        "| detector | setting | shape | false alarms in 10,000 | median delay | 90 %% delay |"
            + " missed |%n|---|---|---|---|---|---|---|%n");
    List<Scheme> schemes = Schemes.all();
    for (Shape shape : Shape.values()) {
      List<Score> totals = new ArrayList<>();
      for (int i = 0; i < schemes.size(); i++) {
        totals.add(new Score(episodes * GENERATORS.size()));
      }
      for (Generator generator : GENERATORS) {
        System.err.println(shape + " " + generator.name());
        addStream(generator, shape, schemes, totals);
      }
      for (int i = 0; i < schemes.size(); i++) {
        out.println(row(schemes.get(i), shape, totals.get(i)));
      }
    }
  }

  /** All detectors see the same episodes. */
  private void addStream(
      Generator generator, Shape shape, List<Scheme> schemes, List<Score> totals) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < schemes.size(); i++) {
      scores.add(new Score(episodes));
    }
    for (int i = 0; i < episodes; i++) {
      long episodeSeed = seed * 1_000_003 + shape.ordinal() * 100_003L + i;
      Episode episode = Episode.of(generator, shape, BEFORE, AFTER, episodeSeed);
      for (int s = 0; s < scores.size(); s++) {
        scores.get(s).add(episode, schemes.get(s).detector().apply(episode.errorRate()));
      }
    }
    for (int s = 0; s < scores.size(); s++) {
      lines.add(line(schemes.get(s), shape, generator, scores.get(s)));
      totals.get(s).addAll(scores.get(s));
    }
  }

  private static String line(Scheme scheme, Shape shape, Generator generator, Score score) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%s,%s,%d,%.3f,%.0f,%.0f,%.4f",
        scheme.name(),
        scheme.setting(),
        name(shape),
        generator.name(),
        score.episodes(),
        score.falseAlarmsPer10000(),
        score.delay(0.5),
        score.delay(0.9),
        score.missedShare());
  }

  private static String row(Scheme scheme, Shape shape, Score score) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f | %.0f | %.0f | %.1f %% |",
        scheme.name(),
        scheme.setting(),
        name(shape),
        score.falseAlarmsPer10000(),
        score.delay(0.5),
        score.delay(0.9),
        100 * score.missedShare());
  }

  private static String name(Shape shape) {
    return shape.name().toLowerCase(Locale.ROOT);
  }
}
