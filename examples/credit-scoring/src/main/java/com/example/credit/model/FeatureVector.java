package com.example.credit.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the credit model looks at: a Double or a String by attribute name. Immutable. */
public final class FeatureVector {

  private final Map<String, Object> values;

  FeatureVector(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the values by attribute name, in the schema's order. */
  public Map<String, Object> values() {
    return values;
  }
}
