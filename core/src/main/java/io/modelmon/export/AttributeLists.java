package io.modelmon.export;

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
}
