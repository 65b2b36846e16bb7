package io.modelmon.agent.runtime;

import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The feature names of reference profiles, for models whose inputs have positions but no names.
 * Read once, before the first watched call, so that no application thread ever reads a file.
 */
final class ReferenceNames implements Function<ModelId, List<String>> {

  private static final String OUTPUT = "prediction";

  private final Map<String, List<String>> namesByModel;

  private ReferenceNames(Map<String, List<String>> namesByModel) {
    this.namesByModel = namesByModel;
  }

  /** Reads the profiles of all models whose names are known beforehand. */
  static ReferenceNames load(ModelmonConfig config) {
    Map<String, List<String>> names = new HashMap<>();
    for (ModelConfig model : config.models()) {
      List<String> models = new ArrayList<>(model.name().only());
      if (model.name().literal() != null) {
        models.add(model.name().literal());
      }
      for (String name : models) {
        List<String> features = read(config, model.forName(name).reference().file(), name);
        if (!features.isEmpty()) {
          names.put(name, features);
        }
      }
    }
    return new ReferenceNames(names);
  }

  @Override
  public List<String> apply(ModelId model) {
    return namesByModel.getOrDefault(model.name(), List.of());
  }

  private static List<String> read(
      ModelmonConfig config, @org.jspecify.annotations.Nullable String file, String model) {
    List<String> features = new ArrayList<>();
    if (file == null) {
      return features;
    }
    try {
      Path path = ReferenceConfig.resolve(config.baseDirectory(), file, model);
      for (ReferenceColumn column : ProfileCodec.read(path).columns()) {
        String name = column.name();
        if (!name.equals(OUTPUT) && !name.startsWith(OUTPUT + ".")) {
          features.add(name);
        }
      }
    } catch (IOException unreadable) {
      // The monitor reads the file again and says what is wrong with it.
    }
    return features;
  }
}
