package io.modelmon.examples.receiver;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What should have arrived about a model.
 *
 * @param model the model's name
 * @param predictions rows, exactly
 * @param windows closed windows, at least
 * @param labels labels joined to predictions, exactly
 * @param features features that should have drifted
 * @param outputs outputs that should have drifted
 */
record Expectation(
    String model,
    long predictions,
    long windows,
    long labels,
    TreeSet<String> features,
    TreeSet<String> outputs) {

  /** Returns it as the parameters of a request. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("model", model);
    parameters.put("predictions", Long.toString(predictions));
    parameters.put("windows", Long.toString(windows));
    parameters.put("labels", Long.toString(labels));
    parameters.put("features", String.join(",", features));
    parameters.put("outputs", String.join(",", outputs));
    return parameters;
  }

  static Expectation of(Map<String, String> parameters) {
    return new Expectation(
        parameters.getOrDefault("model", ""),
        Long.parseLong(parameters.getOrDefault("predictions", "0")),
        Long.parseLong(parameters.getOrDefault("windows", "0")),
        Long.parseLong(parameters.getOrDefault("labels", "0")),
        names(parameters.getOrDefault("features", "")),
        names(parameters.getOrDefault("outputs", "")));
  }

  static TreeSet<String> names(String commaSeparated) {
    TreeSet<String> names = new TreeSet<>();
    Arrays.stream(commaSeparated.split(",", -1))
        .map(String::trim)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }
}
