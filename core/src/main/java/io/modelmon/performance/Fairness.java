package io.modelmon.performance;

import io.modelmon.math.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How unequally a classifier of two classes treats groups of rows.
 *
 * <p><b>Input:</b> outcomes and the group of each row. <br>
 * <b>Output:</b> one figure per {@link FairnessName}, in its order; a group without rows is left
 * out. <br>
 * <b>Error:</b> values exact; intervals by Newcombe for two groups, and simultaneous over all pairs
 * for more. That of equalised odds holds for both of its rates at once. <br>
 * <b>Cost:</b> rows + groups². <br>
 * <b>Threads:</b> stateless.
 *
 * @see "M. Hardt, E. Price and N. Srebro, Equality of opportunity in supervised learning, NIPS
 *     2016; C. Dwork, M. Hardt, T. Pitassi, O. Reingold and R. Zemel, Fairness through awareness,
 *     ITCS 2012"
 */
public final class Fairness {

  private Fairness() {}

  /**
   * Compares groups whose rows are independent.
   *
   * @param rows of two classes, one of them positive
   * @param groupOfRow index into {@code names} for each row; −1 for a row of no group
   * @param names of the groups, at most {@value SegmentEvaluation#MAX_SEGMENTS}
   * @param level of the intervals, in [0.5, 1)
   * @throws IllegalArgumentException when no class is positive, lengths differ or a group is
   *     unknown
   */
  public static List<FairnessMetric> compare(
      ClassificationOutcomes rows, int[] groupOfRow, List<String> names, double level) {
    return compare(rows, groupOfRow, names, level, false);
  }

  /**
   * Compares groups whose rows may resemble their neighbours in time; values are those of {@link
   * #compare}, intervals allow for dependence within each group.
   *
   * @param rows in the order of time
   */
  public static List<FairnessMetric> compareInOrder(
      ClassificationOutcomes rows, int[] groupOfRow, List<String> names, double level) {
    return compare(rows, groupOfRow, names, level, true);
  }

  private static List<FairnessMetric> compare(
      ClassificationOutcomes rows,
      int[] groupOfRow,
      List<String> names,
      double level,
      boolean ordered) {
    if (!rows.binary() || names.size() > SegmentEvaluation.MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          "fairness needs a positive class and at most "
              + SegmentEvaluation.MAX_SEGMENTS
              + " groups, were "
              + names.size());
    }
    int[][] members = Groups.rows(groupOfRow, rows.size(), names.size());
    int[] inhabited =
        IntStream.range(0, members.length).filter(group -> members[group].length > 0).toArray();
    List<String> present = Arrays.stream(inhabited).mapToObj(group -> names.get(group)).toList();
    ClassificationOutcomes[] groups = new ClassificationOutcomes[inhabited.length];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = rows.subset(members[inhabited[i]]);
    }
    return measures(groups, present, level, ordered);
  }

  private static List<FairnessMetric> measures(
      ClassificationOutcomes[] own, List<String> names, double level, boolean ordered) {
    int groups = own.length;
    long[] rows = new long[groups];
    long[] selected = new long[groups];
    long[] positives = new long[groups];
    long[] found = new long[groups];
    long[] negatives = new long[groups];
    long[] alarmed = new long[groups];
    for (int i = 0; i < groups; i++) {
      ConfusionMatrix matrix = own[i].confusionMatrix();
      int positive = own[i].positive();
      rows[i] = matrix.rows();
      selected[i] = matrix.predictions(positive);
      positives[i] = matrix.labels(positive);
      found[i] = matrix.count(positive, positive);
      negatives[i] = rows[i] - positives[i];
      alarmed[i] = selected[i] - found[i];
    }
    double joint = 1 - (1 - level) / 2;
    double[] amongAll = inflations(own, row -> true, ordered);
    double[] amongPositives = inflations(own, row -> row, ordered);
    double[] amongNegatives = inflations(own, row -> !row, ordered);
    GroupRates selection = new GroupRates(names, selected, rows, amongAll, level);
    FairnessName[] all = FairnessName.values();
    if (groups < 2) {
      return Arrays.stream(all)
          .map(name -> FairnessMetric.undefined(name, MetricStatus.TOO_FEW_ROWS))
          .toList();
    }
    return List.of(
        selection.difference(FairnessName.DEMOGRAPHIC_PARITY_DIFFERENCE, level),
        selection.ratio(FairnessName.DEMOGRAPHIC_PARITY_RATIO, level),
        opportunity(new GroupRates(names, found, positives, amongPositives, level), level),
        odds(
            new GroupRates(names, found, positives, amongPositives, joint),
            new GroupRates(names, alarmed, negatives, amongNegatives, joint),
            level));
  }

  /** Returns by how much dependence inflates the share of positive predictions in each group. */
  private static double[] inflations(
      ClassificationOutcomes[] groups, Predicate<Boolean> ofPositives, boolean ordered) {
    double[] inflations = new double[groups.length];
    for (int i = 0; i < inflations.length; i++) {
      ClassificationOutcomes rows = groups[i];
      inflations[i] =
          ordered
              ? DependentRows.inflation(
                  IntStream.range(0, rows.size())
                      .filter(row -> ofPositives.test(rows.actual(row) == rows.positive()))
                      .mapToDouble(row -> rows.predicted(row) == rows.positive() ? 1 : 0)
                      .toArray())
              : 1;
    }
    return inflations;
  }

  private static FairnessMetric opportunity(GroupRates recall, double level) {
    FairnessName name = FairnessName.EQUAL_OPPORTUNITY_DIFFERENCE;
    return recall.undefined()
        ? FairnessMetric.undefined(name, MetricStatus.NO_POSITIVE_LABEL)
        : recall.difference(name, level);
  }

  private static FairnessMetric odds(GroupRates recall, GroupRates alarms, double level) {
    FairnessName name = FairnessName.EQUALISED_ODDS_DIFFERENCE;
    if (recall.undefined()) {
      return FairnessMetric.undefined(name, MetricStatus.NO_POSITIVE_LABEL);
    }
    if (alarms.undefined()) {
      return FairnessMetric.undefined(name, MetricStatus.NO_NEGATIVE_LABEL);
    }
    FairnessMetric one = recall.difference(name, level);
    FairnessMetric other = alarms.difference(name, level);
    FairnessMetric larger = one.value() >= other.value() ? one : other;
    return new FairnessMetric(
        name,
        larger.value(),
        new Interval(
            Math.max(one.interval().lower(), other.interval().lower()),
            Math.max(one.interval().upper(), other.interval().upper()),
            level),
        larger.lowestGroup(),
        larger.highestGroup(),
        MetricStatus.KNOWN);
  }
}
