package io.modelmon.agent.cli;

import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.NamedFeatures;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceColumn;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which names of a configuration the reference of their model does not have. A note and no problem:
 * a feature need not be in the training data.
 */
final class ReferenceNameNotes {

  private ReferenceNameNotes() {}

  /** Returns one line for each model whose reference can be read and lacks a name. */
  static List<String> of(ModelmonConfig config) {
    List<String> notes = new ArrayList<>();
    for (ModelConfig entry : config.models()) {
      Set<String> models = new LinkedHashSet<>(entry.name().only());
      models.addAll(entry.overrides().keySet());
      String literal = entry.name().literal();
      if (literal != null) {
        models.add(literal);
      }
      for (String name : models) {
        ModelConfig model = entry.forName(name);
        String file = model.reference().file();
        if (file != null) {
          note(config, model, name, file, notes);
        }
      }
    }
    return notes;
  }

  private static void note(
      ModelmonConfig config, ModelConfig model, String name, String file, List<String> notes) {
    Set<String> known = new LinkedHashSet<>();
    try {
      for (ReferenceColumn column :
          ProfileCodec.read(ReferenceConfig.resolve(config.baseDirectory(), file, name))
              .columns()) {
        known.add(column.name());
      }
    } catch (IOException | InvalidPathException unreadable) {
      return; // It may be made later, and the agent says what is wrong with it.
    }
    // A reference has neither what is excluded nor the id, and not always the outputs.
    NamedFeatures named =
        NamedFeatures.of(model)
            .without(NamedFeatures.EXCLUDED)
            .without(NamedFeatures.NAMES)
            .withoutOutputs();
    known.addAll(model.features().listed());
    known.addAll(model.features().exclude());
    String id = IdColumn.of(model.features().sensitive(), model);
    if (id != null) {
      known.add(id);
    }
    List<NamedFeatures.Unknown> unknown = named.unknown(known);
    if (!unknown.isEmpty()) {
      notes.add(
          "model %s: the file names what its reference does not have: %s"
              .formatted(name, NamedFeatures.words(unknown)));
    }
  }
}
