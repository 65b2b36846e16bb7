package io.modelmon.monitor;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.Fairness;
import io.modelmon.performance.FairnessMetric;
import io.modelmon.performance.MetricStatus;
import io.modelmon.performance.Outcomes;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of segments as groups whose treatment is compared; rows whose value is missing belong
 * to none.
 *
 * @param segments the segments
 * @param present the rows that outcomes are made of, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never modified after construction
record SegmentGroups(SegmentCodes segments, int[] present) {

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
          Fairness.compare(rated, groups, names, level).stream()
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
