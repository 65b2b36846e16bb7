package io.modelmon.agent.cli;

import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.NamedFeatures;
import io.modelmon.schema.Feature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a training file become features, and what is worth telling about the choice.
 *
 * @param columns the chosen columns, in the file's order
 * @param positions for each chosen column its position in the file
 * @param notes remarks for the user, possibly none
 */
record TrainingColumns(List<Feature> columns, List<Integer> positions, List<String> notes) {

  private static final String OUTPUT = "prediction";

  /** Chooses columns; without settings all of them. */
  static TrainingColumns of(List<String> header, @Nullable ModelConfig settings) {
    return of(header, settings, List.of());
  }

  /** Chooses columns; some are none unless the settings name them, such as that of the time. */
  static TrainingColumns of(
      List<String> header, @Nullable ModelConfig settings, Collection<String> others) {
    return of(header, settings, others, null);
  }

  /**
   * Chooses columns; some, as those of time and segments, and those of labels and predictions are
   * none unless the settings name them, and outputs under other names get their own.
   */
  static TrainingColumns of(
      List<String> header,
      @Nullable ModelConfig settings,
      Collection<String> others,
      @Nullable LabelColumns labels) {
    FeaturesConfig features = settings == null ? FeaturesConfig.DEFAULT : settings.features();
    Set<String> wanted = new LinkedHashSet<>(features.names());
    wanted.addAll(features.fields().keySet());
    String id = IdColumn.of(header, settings);
    List<NamedFeatures.Unknown> unknown = unknown(header, settings);
    boolean redacted = unknown.stream().anyMatch(TrainingColumns::isMisspeltSensitive);
    List<Feature> columns = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String output = labels == null ? null : labels.outputs().get(i);
      String name = output == null ? header.get(i) : output;
      boolean aside =
          others.contains(name)
              || (name.equals(id) && output == null)
              || (labels != null && output == null && (i == labels.label() || labels.is(i)));
      boolean watched = wanted.contains(name) || (!aside && (isOutput(name) || wanted.isEmpty()));
      if (watched && !features.exclude().contains(name)) {
        boolean sensitive = redacted || features.isSensitive(name);
        columns.add(new Feature(name, features.types().get(name), sensitive));
        positions.add(i);
      } else if (!aside) {
        ignored.add(name);
      }
    }
    boolean outputs = columns.stream().anyMatch(column -> isOutput(column.name()));
    List<String> notes = notes(header, wanted, ignored, outputs);
    if (id != null) {
      notes.add("column '" + id + "' is the id, and no feature; to watch it, list it in features");
    }
    if (!unknown.isEmpty()) {
      notes.add(
          "the configuration names what the file does not have: "
              + NamedFeatures.words(unknown)
              + (redacted ? "; until that is mended all columns are kept as sensitive" : ""));
    }
    return new TrainingColumns(columns, positions, notes);
  }

  /**
   * What is excluded may well be gone from training data; a name like one that is there is wrong.
   */
  private static List<NamedFeatures.Unknown> unknown(
      List<String> header, @Nullable ModelConfig settings) {
    List<NamedFeatures.Unknown> unknown = new ArrayList<>();
    if (settings != null) {
      Set<String> known = new LinkedHashSet<>(header);
      known.addAll(settings.features().listed());
      NamedFeatures named = NamedFeatures.of(settings).withoutOutputs();
      for (NamedFeatures.Unknown name : named.without(NamedFeatures.NAMES).unknown(known)) {
        if (!name.place().equals(NamedFeatures.EXCLUDED) || !name.nearest().isEmpty()) {
          unknown.add(name);
        }
      }
    }
    return unknown;
  }

  private static boolean isMisspeltSensitive(NamedFeatures.Unknown unknown) {
    return unknown.place().equals(NamedFeatures.SENSITIVE) && !unknown.nearest().isEmpty();
  }

  private static List<String> notes(
      List<String> header, Set<String> wanted, List<String> ignored, boolean outputs) {
    List<String> notes = new ArrayList<>();
    if (!ignored.isEmpty()) {
      notes.add("columns not watched by the configuration: " + String.join(", ", ignored));
    }
    List<String> absent = new ArrayList<>(wanted);
    absent.removeAll(header);
    if (!absent.isEmpty()) {
      notes.add(
          "features without a column, which will have no reference: " + String.join(", ", absent));
    }
    if (!outputs) {
      notes.add(
          "no column 'prediction' or 'prediction.<class>': outputs will learn their reference from"
              + " the first live predictions");
    }
    return notes;
  }

  /**
   * Returns the indices of the columns that may be kept as whole rows: features, none sensitive.
   */
  List<Integer> ofWholeRows() {
    return IntStream.range(0, columns.size())
        .filter(i -> !columns.get(i).sensitive() && !isOutput(columns.get(i).name()))
        .boxed()
        .toList();
  }

  private static boolean isOutput(String name) {
    return name.equals(OUTPUT) || name.startsWith(OUTPUT + ".");
  }
}
