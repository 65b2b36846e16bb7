package io.modelmon.monitor;

import io.modelmon.config.AlertsConfig;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import java.nio.file.Path;
import java.util.Objects;

/** The rules of a model of which the file says nothing. */
final class StandardAlertRules {

  private static final String SMALLEST =
      "file_format: \"1\"\nmodels: [{ name: credit, predict: com.acme.Credit#predict }]\n";

  private StandardAlertRules() {}

  static AlertsConfig withoutLabels() {
    ModelmonConfig config =
        Objects.requireNonNull(ConfigParser.parse(SMALLEST, Path.of(".")).config());
    return config.models().get(0).alerts();
  }
}
