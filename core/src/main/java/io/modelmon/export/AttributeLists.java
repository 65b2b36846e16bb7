package io.modelmon.export;

import static io.modelmon.export.Attribute.FEATURE_NAME;
import static io.modelmon.export.Attribute.METRIC;
import static io.modelmon.export.Attribute.MODEL_NAME;
import static io.modelmon.export.Attribute.MODEL_VERSION;
import static io.modelmon.export.Attribute.SEGMENT;

import java.util.ArrayList;
import java.util.List;

/** Lists of attributes that begin alike. */
final class AttributeLists {

  private AttributeLists() {}

  static List<Attribute> append(List<Attribute> first, Attribute... further) {
    List<Attribute> all = new ArrayList<>(first);
    all.addAll(List.of(further));
    return List.copyOf(all);
  }

  /** Attributes of a model. */
  static List<Attribute> model(Attribute... further) {
    return append(List.of(MODEL_NAME, MODEL_VERSION), further);
  }

  /** Attributes of a figure about predictions. */
  static List<Attribute> performance() {
    return model(METRIC, Attribute.ESTIMATED, SEGMENT, Attribute.SEGMENT_VALUE);
  }

  /** Attributes of a figure about groups. */
  static List<Attribute> fairness() {
    return model(METRIC, SEGMENT);
  }

  /** Attributes of a figure about two versions. */
  static List<Attribute> versions() {
    return model(METRIC, Attribute.OTHER_VERSION);
  }

  /** Attributes of the drift of a feature or output, of all rows or of a value of a segment. */
  static List<Attribute> drift(Attribute... further) {
    List<Attribute> all = append(feature(Attribute.REFERENCE_ID), further);
    return append(all, SEGMENT, Attribute.SEGMENT_VALUE);
  }

  /** Attributes of a feature or output. */
  static List<Attribute> feature(Attribute... further) {
    return append(List.of(MODEL_NAME, MODEL_VERSION, FEATURE_NAME), further);
  }
}
