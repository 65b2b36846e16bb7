package io.modelmon.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Configuration files. */
final class Configurations {

  /** Watches {@code host.Hello}. */
  static final String HELLO =
      """
      file_format: "1"
      models:
        - name: hello
          predict: ["host.Hello$Model#predict(double[])"]
          features: { from: "arg[0]", names: [x] }
      """;

  /** Watches {@code host.Exits}. */
  static final String EXITS =
      """
      file_format: "1"
      models:
        - name: exits
          predict: ["host.Exits$Model#predict"]
          features: { from: "arg[0]", names: [x] }
      """;

  /** Watches both models of {@code host.Commands}. */
  static final String COMMANDS =
      """
      file_format: "1"
      models:
        - name: live
          predict: ["host.Commands$Model#predict"]
          features: { from: "arg[0]", names: [x, y] }
        - name: scorer
          predict: ["host.Commands$Scorer#score"]
          features: { from: "arg[0]" }
      """;

  private Configurations() {}

  /** Writes a configuration into a directory and returns its path. */
  static Path write(Path directory, String yaml) {
    try {
      return Files.writeString(directory.resolve("modelmon.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a file of the test resources. */
  static Path resource(String name) {
    URL url = Objects.requireNonNull(Configurations.class.getResource("/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
