package io.modelmon.agent.instrument;

import io.modelmon.config.Detail;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.EventSignal;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.MethodRule;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelName;
import io.modelmon.config.ModelVersion;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.config.WindowConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Configurations with all parameters as features. */
final class Configs {

  private Configs() {}

  /** One model per argument, each with rules separated by spaces and vertical bars. */
  static ModelmonConfig config(String... models) {
    List<ModelConfig> configs = new ArrayList<>();
    for (String rules : models) {
      List<MethodRule> predict = new ArrayList<>();
      for (String rule : rules.split(" \\| ", -1)) {
        predict.add(rule(rule));
      }
      configs.add(model("model" + configs.size(), predict));
    }
    return new ModelmonConfig(configs, Set.of(EventSignal.LOG), Path.of("."));
  }

  static ModelConfig model(String name, List<MethodRule> predict) {
    return new ModelConfig(
        new ModelName(name, null, Set.of(), 100),
        ModelVersion.UNKNOWN,
        predict,
        FeaturesConfig.DEFAULT,
        PredictionConfig.DEFAULT,
        ReferenceConfig.NONE,
        WindowConfig.DEFAULT,
        DriftConfig.DEFAULT,
        Detail.FEATURES,
        Map.of(),
        1);
  }

  /** {@code a.B#m(int)}, {@code subtypes a.B#m}, {@code annotated a.B}. */
  static MethodRule rule(String text) {
    MethodRule.Kind kind = MethodRule.Kind.NAMED;
    String rest = text;
    if (text.startsWith("subtypes ")) {
      kind = MethodRule.Kind.SUBTYPES_OF;
      rest = text.substring(9);
    } else if (text.startsWith("annotated ")) {
      return new MethodRule(MethodRule.Kind.ANNOTATED_WITH, text.substring(10), "*", null, text, 1);
    }
    String type = rest.substring(0, rest.indexOf('#'));
    String method = rest.substring(rest.indexOf('#') + 1);
    List<String> types = null;
    int open = method.indexOf('(');
    if (open >= 0) {
      String inside = method.substring(open + 1, method.length() - 1);
      types = inside.isEmpty() ? List.of() : List.of(inside.split(",", -1));
      method = method.substring(0, open);
    }
    return new MethodRule(kind, type, method, types, text, 1);
  }
}
