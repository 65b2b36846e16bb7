package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random scripts, step by step against {@link PlainJoin}. */
class MemoryJoinPropertyTest {

  private static final int SCRIPTS = 250;
  private static final int STEPS = 1200;

  /** What is compared apart from outcomes. */
  private static final int SUMS = 6;

  private final List<String> pairs = new ArrayList<>();

  @Test
  void scripts_ofAllKinds_agreeWithThePlainRules() {
    long[] labelOutcomes = new long[LabelOutcome.values().length];
    long[] predictionOutcomes = new long[PredictionOutcome.values().length];
    for (int script = 0; script < SCRIPTS; script++) {
      JoinAccount account = run(new SplittableRandom(20_250 + script), "script " + script);
      for (LabelOutcome outcome : LabelOutcome.values()) {
        labelOutcomes[outcome.ordinal()] += account.labels(outcome);
      }
      for (PredictionOutcome outcome : PredictionOutcome.values()) {
        predictionOutcomes[outcome.ordinal()] += account.predictions(outcome);
      }
    }

    // Exact, as the seeds are fixed: a generator that never reaches a rule proves nothing about it.
    assertThat(LongStream.of(labelOutcomes)).allMatch(count -> count > 1000);
    assertThat(LongStream.of(predictionOutcomes)).allMatch(count -> count > 1000);
  }

  private JoinAccount run(SplittableRandom random, String name) {
    JoinPolicy policy = policy(random);
    JoinShape shape = new JoinShape(random.nextBoolean(), random.nextInt(3), random.nextInt(3));
    int ids = 1 + random.nextInt(60);
    int versions = 1 + random.nextInt(3);
    long lowBits = random.nextBoolean() ? -1 : 7;
    boolean back = random.nextInt(4) == 0;
    PlainJoin plain = new PlainJoin(policy);
    pairs.clear();
    MemoryJoin join =
        new MemoryJoin(
            new IdHash(1, 2),
            new JoinNames(),
            shape,
            policy,
            (prediction, label, at) -> pairs.add(checked(prediction, label, at)),
            EntryJournal.NONE);
    WaitingPrediction row = new WaitingPrediction(shape);
    long now = 100_000;
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(20) - (back && random.nextInt(50) == 0 ? 300 : 0);
      String id = "id" + random.nextInt(ids);
      join.ids().update(id);
      long high = join.ids().high();
      // Few homes in the index, so that runs of several ids form, grow together and are cut.
      long low = join.ids().low() & lowBits;
      int from = pairs.size();
      int kind = random.nextInt(100);
      if (kind < 45) {
        int version = random.nextInt(versions);
        long at = now - random.nextInt(40) + random.nextInt(10);
        fill(row, version, step, at, shape);
        plain.predicted(id, version, at, step);
        join.predicted(high, low, row);
      } else if (kind < 90) {
        long at = now - random.nextInt(120) + random.nextInt(10);
        double label = random.nextInt(2);
        assertThat(join.labelled(high, low, at, label))
            .as("%s, step %s", name, step)
            .isEqualTo(plain.labelled(id, at, label));
      } else {
        plain.advance(now);
        join.advance(now);
      }
      pairs.subList(from, pairs.size()).sort(Comparator.naturalOrder());
      assertSame(join, plain, name + ", step " + step);
    }
    assertThat(pairs).isEqualTo(plain.pairs);
    return join.account();
  }

  private static JoinPolicy policy(SplittableRandom random) {
    long expire = 20L + random.nextInt(1000);
    long wait = random.nextLong(expire + 1);
    long early = random.nextLong(Math.min(200, expire) + 1);
    int capacity = random.nextBoolean() ? 1 + random.nextInt(40) : 100_000;
    return new JoinPolicy(wait, expire, early, capacity);
  }

  private static void fill(
      WaitingPrediction row, int version, int number, long at, JoinShape shape) {
    row.fill(version, number, at, number % 7 == 0 ? Double.NaN : number);
    for (int i = 0; i < shape.scores(); i++) {
      row.score(i, number + i / 8.0);
    }
    for (int i = 0; i < shape.segments(); i++) {
      row.segment(i, number * 3 + i);
    }
  }

  /** All fields are made of the number, so a mix-up of entries shows. */
  private static String checked(WaitingPrediction row, double label, long at) {
    int number = row.window();
    assertThat(row.predicted()).isEqualTo(Double.valueOf(number % 7 == 0 ? Double.NaN : number));
    for (int i = 0; i < row.scores(); i++) {
      assertThat(row.score(i)).isEqualTo(number + i / 8.0);
    }
    for (int i = 0; i < row.segments(); i++) {
      assertThat(row.segment(i)).isEqualTo(number * 3 + i);
    }
    return PlainJoin.pair(number, label, at);
  }

  private static void assertSame(MemoryJoin join, PlainJoin plain, String step) {
    JoinAccount account = join.account();
    long[] actual = new long[SUMS + LabelOutcome.values().length + 4];
    long[] expected = actual.clone();
    for (LabelOutcome outcome : LabelOutcome.values()) {
      actual[SUMS + outcome.ordinal()] = account.labels(outcome);
      expected[SUMS + outcome.ordinal()] = plain.labelOutcomes.getOrDefault(outcome, 0L);
    }
    int predictions = SUMS + LabelOutcome.values().length;
    for (PredictionOutcome outcome : PredictionOutcome.values()) {
      actual[predictions + outcome.ordinal()] = account.predictions(outcome);
      expected[predictions + outcome.ordinal()] =
          plain.predictionOutcomes.getOrDefault(outcome, 0L);
    }
    actual[0] = account.labels();
    expected[0] = plain.labels;
    actual[1] = account.predictions();
    expected[1] = plain.predictions;
    actual[2] = account.reused();
    expected[2] = plain.reused;
    actual[3] = account.waiting();
    expected[3] = plain.waiting.size();
    actual[4] = account.openLabels();
    expected[4] = plain.early.size();
    actual[5] = join.table().size();
    expected[5] = plain.size();
    assertThat(actual).as(step).isEqualTo(expected);
  }
}
