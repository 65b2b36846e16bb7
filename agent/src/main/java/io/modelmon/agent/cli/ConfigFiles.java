package io.modelmon.agent.cli;

import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.ParsedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads configuration files for commands, and prints what is wrong with them. */
final class ConfigFiles {

  private ConfigFiles() {}

  /** Returns the configuration, or null after its problems have been printed. */
  static @Nullable ModelmonConfig read(Path file, PrintWriter err) {
    ParsedConfig parsed = ConfigParser.parse(file);
    if (parsed.config() == null) {
      int count = parsed.problems().size();
      err.println(file + ": " + count + (count == 1 ? " problem" : " problems"));
      parsed.problems().forEach(problem -> err.println("  " + problem));
    }
    return parsed.config();
  }

  /** Returns the settings of a model, or null after a message. */
  static @Nullable ModelConfig model(Path file, String name, PrintWriter err) {
    ModelmonConfig config = read(file, err);
    if (config == null) {
      return null;
    }
    ModelConfig dynamic = null;
    List<String> known = new ArrayList<>();
    for (ModelConfig model : config.models()) {
      String literal = model.name().literal();
      if (literal == null) {
        boolean watched = model.name().only().isEmpty() || model.name().only().contains(name);
        dynamic = dynamic == null && watched ? model.forName(name) : dynamic;
        known.addAll(model.name().only());
      } else if (literal.equals(name)) {
        return model;
      } else {
        known.add(literal);
      }
    }
    if (dynamic == null) {
      err.println(file + " has no model '" + name + "'; it has " + String.join(", ", known));
    }
    return dynamic;
  }
}
