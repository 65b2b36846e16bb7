package com.example.credit.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of the credit model, in order.
 *
 * @param attributes the inputs
 */
public record CreditSchema(List<Attribute> attributes) {

  /** Copies the attributes. */
  public CreditSchema {
    attributes = List.copyOf(attributes);
  }

  /** Returns the names of the inputs, in order. */
  public List<String> names() {
    return attributes.stream().map(Attribute::name).toList();
  }

  /**
   * Returns the model's input for one application.
   *
   * @param raw value by attribute name; others are ignored
   * @throws IllegalArgumentException when an attribute is missing or its value is not allowed
   */
  public FeatureVector vector(Map<String, ?> raw) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : attributes) {
      Object value = raw.get(attribute.name());
      if (value == null) {
        throw new IllegalArgumentException(attribute.name() + " is missing");
      }
      values.put(attribute.name(), attribute.parse(value));
    }
    return new FeatureVector(values);
  }
}
