package io.modelmon.monitor;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.Fairness;
import io.modelmon.performance.FairnessMetric;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.PerformanceMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of segments as groups whose treatment is compared; rows whose value is missing belong
 * to none.
 *
 * @param segments the segments
 * @param present the rows that outcomes are made of, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never modified after construction
record SegmentGroups(SegmentCodes segments, int[] present) {

  /** Returns the metrics of each value, the worst values of a segment marked. */
  List<PerformanceSnapshot.Segment> performance(
      LabelledRows rows,
      Outcomes all,
      List<PerformanceMetric> overall,
      EvaluationSettings settings) {
    List<PerformanceSnapshot.Segment> found = new ArrayList<>();
    for (int segment = 0; segment < segments.segments().size(); segment++) {
      String name = segments.segments().get(segment);
      Map<String, List<Integer>> byValue = new TreeMap<>();
      for (int i = 0; i < present.length; i++) {
        String value = segments.value(rows.segment(present[i], segment));
        byValue.computeIfAbsent(value, unused -> new ArrayList<>()).add(i);
      }
      WorstValues worst = new WorstValues(overall, Math.max(1, byValue.size()), settings);
      for (Map.Entry<String, List<Integer>> members : byValue.entrySet()) {
        int[] some = members.getValue().stream().mapToInt(Integer::intValue).toArray();
        Outcomes own = all.subset(some);
        List<PerformanceMetric> metrics =
            io.modelmon.performance.Evaluation.evaluateInOrder(own, settings);
        worst.add(found.size(), own, metrics);
        found.add(new PerformanceSnapshot.Segment(name, members.getKey(), metrics));
      }
      for (int index : worst.worst()) {
        PerformanceSnapshot.Segment own = found.get(index);
        found.set(
            index,
            new PerformanceSnapshot.Segment(
                own.name(), own.value(), own.metrics(), worst.metric()));
      }
    }
    return found;
  }

  /** Returns how unequally each segment's values are treated; nothing unless classes are two. */
  List<PerformanceSnapshot.SegmentFairness> fairness(LabelledRows rows, Outcomes outcomes) {
    List<PerformanceSnapshot.SegmentFairness> found = new ArrayList<>();
    if (!(outcomes instanceof ClassificationOutcomes rated) || !rated.binary()) {
      return found;
    }
    for (int segment = 0; segment < segments.segments().size(); segment++) {
      List<String> names = new ArrayList<>();
      int[] groups = new int[present.length];
      for (int i = 0; i < present.length; i++) {
        String value = segments.value(rows.segment(present[i], segment));
        groups[i] = value.equals(SegmentCodes.MISSING) ? -1 : index(names, value);
      }
      double level = EvaluationSettings.DEFAULT.level();
      List<FairnessMetric> metrics =
          Fairness.compareInOrder(rated, groups, names, level).stream()
              .filter(metric -> metric.status() == MetricStatus.KNOWN)
              .toList();
      if (!metrics.isEmpty()) {
        found.add(
            new PerformanceSnapshot.SegmentFairness(segments.segments().get(segment), metrics));
      }
    }
    return found;
  }

  private static int index(List<String> names, String value) {
    int known = names.indexOf(value);
    if (known < 0) {
      names.add(value);
    }
    return known < 0 ? names.size() - 1 : known;
  }
}
