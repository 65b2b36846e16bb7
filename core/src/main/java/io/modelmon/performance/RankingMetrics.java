package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import java.util.List;

/**
 * The metrics of recommended lists, over the lists that have a relevant item at all.
 *
 * <p>The gain of an item is its relevance, discounted by log₂(rank + 1). The average precision of a
 * list divides by all relevant items, recommended or not.
 *
 * @see "K. Järvelin and J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM
 *     Transactions on Information Systems 20, 2002"
 */
final class RankingMetrics {

  private RankingMetrics() {}

  static List<PerformanceMetric> evaluate(RankingOutcomes outcomes, EvaluationSettings settings) {
    List<RankedList> lists =
        outcomes.lists().stream().filter(list -> list.relevantItems() > 0).toList();
    int n = lists.size();
    if (n == 0) {
      MetricStatus reason =
          outcomes.size() == 0 ? MetricStatus.NO_ROWS : MetricStatus.NO_RELEVANT_ITEM;
      return List.of(
          undefined(MetricName.NDCG_AT_K, 0, reason),
          undefined(MetricName.MAP, 0, reason),
          undefined(MetricName.HIT_RATE, 0, reason));
    }
    double[] gains = new double[n];
    double[] precisions = new double[n];
    int hits = 0;
    for (int i = 0; i < n; i++) {
      gains[i] = gain(lists.get(i), settings.k());
      precisions[i] = averagePrecision(lists.get(i));
      hits += hit(lists.get(i), settings.k()) ? 1 : 0;
    }
    double level = settings.level();
    return List.of(
        mean(MetricName.NDCG_AT_K, gains, level),
        mean(MetricName.MAP, precisions, level),
        known(MetricName.HIT_RATE, (double) hits / n, Rates.wilson(hits, n, level), n));
  }

  /**
   * Returns 1 for each list with a hit and 0 for one without, lists with nothing to find left out.
   */
  static double[] hits(RankingOutcomes outcomes, int k) {
    return outcomes.lists().stream()
        .filter(list -> list.relevantItems() > 0)
        .mapToDouble(list -> hit(list, k) ? 1 : 0)
        .toArray();
  }

  private static PerformanceMetric mean(MetricName name, double[] values, double level) {
    return known(
        name, MeanInterval.mean(values), MeanInterval.of(values, 0, 1, level), values.length);
  }

  private static double gain(RankedList list, int k) {
    int scale = Math.getExponent(list.idealRelevance(0)); // so that sums are within range
    double gain = 0;
    double ideal = 0;
    for (int rank = 0; rank < k; rank++) {
      double best = list.idealRelevance(rank);
      if (best == 0) {
        break;
      }
      ideal += Math.scalb(best, -scale) / log2(rank + 2.0);
    }
    for (int rank = 0; rank < Math.min(k, list.size()); rank++) {
      gain += Math.scalb(list.relevance(rank), -scale) / log2(rank + 2.0);
    }
    return Math.min(1, gain / ideal);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private static double averagePrecision(RankedList list) {
    double sum = 0;
    int hits = 0;
    for (int rank = 0; rank < list.size(); rank++) {
      if (list.relevance(rank) > 0) {
        hits++;
        sum += hits / (rank + 1.0);
      }
    }
    return sum / list.relevantItems();
  }

  private static boolean hit(RankedList list, int k) {
    for (int rank = 0; rank < Math.min(k, list.size()); rank++) {
      if (list.relevance(rank) > 0) {
        return true;
      }
    }
    return false;
  }
}
