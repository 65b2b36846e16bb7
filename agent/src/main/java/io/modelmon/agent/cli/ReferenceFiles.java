package io.modelmon.agent.cli;

import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.drift.DriftVerdict;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The profiles that a configuration names in {@code reference.file}, looked at where the agent
 * would look on this machine.
 */
final class ReferenceFiles {

  private static final String NAME = "{name}";

  private final Path base;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private ReferenceFiles(Path base) {
    this.base = base;
  }

  /** Looks at all profiles of a configuration. */
  static ReferenceFiles of(ModelmonConfig config) {
    ReferenceFiles files = new ReferenceFiles(config.baseDirectory());
    config.models().forEach(files::look);
    return files;
  }

  /** Returns with what no drift would be seen. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns what is worth knowing. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void look(ModelConfig model) {
    Set<String> names = new LinkedHashSet<>(model.name().only());
    String literal = model.name().literal();
    if (literal != null) {
      names.add(literal);
    }
    names.addAll(model.overrides().keySet());
    for (String name : names) {
      ModelConfig own = model.forName(name);
      String file = own.reference().file();
      if (file != null) {
        look(own, name, file);
      }
    }
    String file = model.reference().file();
    if (literal == null && model.name().only().isEmpty() && file != null) {
      lookWithoutName(model, file);
    }
  }

  /** The names of the models come from calls: what can be known is a file or folder for all. */
  private void lookWithoutName(ModelConfig model, String file) {
    int variable = file.indexOf(NAME);
    if (variable < 0) {
      look(model, "", file);
      return;
    }
    int end = Math.max(file.lastIndexOf('/', variable), file.lastIndexOf('\\', variable));
    Path folder = end < 0 ? base : base.resolve(file.substring(0, end + 1));
    if (!Files.isDirectory(folder)) {
      problem(model, "there is no folder " + folder + " on this machine; make it, put the");
    }
  }

  private void look(ModelConfig model, String name, String file) {
    Path path;
    try {
      path = ReferenceConfig.resolve(base, file, name);
    } catch (InvalidPathException e) {
      problem(model, "'" + file + "' is no path; correct it, put the");
      return;
    }
    if (!Files.exists(path)) {
      problem(
          model,
          "there is no file " + path + " on this machine; build it with 'profile … -o', put the");
    } else if (!Files.isRegularFile(path)) {
      problem(model, path + " is no file; name the profile, put the");
    } else if (!Files.isReadable(path)) {
      problem(model, path + " cannot be read by this user; change its permissions, put the");
    } else {
      read(model, name, path);
    }
  }

  private void problem(ModelConfig model, String what) {
    problems.add(
        "reference.file: "
            + what
            + " profiles there before the agent starts, or correct the path: without its profile a"
            + " model runs without drift (line "
            + model.line()
            + ")");
  }

  private void read(ModelConfig model, String name, Path path) {
    ReferenceProfile profile;
    try {
      profile = ProfileCodec.read(path);
    } catch (IOException | RuntimeException e) {
      problem(
          model,
          path
              + " cannot be used: "
              + (e.getMessage() == null ? e : e.getMessage())
              + "; build it again with 'profile … -o', put the");
      return;
    }
    if (!name.isEmpty() && !profile.model().name().equals(name)) {
      notes.add("reference.file: " + path + " was made for model " + profile.model());
    }
    if (profile.rows() < DriftVerdict.MIN_REFERENCE_N) {
      problems.add(
          "reference.file: %s has %d rows; with fewer than %d values nothing is compared: build it from more (line %d)"
              .formatted(path, profile.rows(), DriftVerdict.MIN_REFERENCE_N, model.line()));
    }
    List<String> doubtful = new ArrayList<>();
    for (ReferenceColumn column : profile.columns()) {
      if (column instanceof CategoricalReference categorical
          && categorical.looksNumeric()
          && model.features().types().get(column.name()) == null) {
        doubtful.add(column.name());
      }
    }
    if (!doubtful.isEmpty()) {
      notes.add(
          "reference.file: %s holds %s as categories, though they look like numbers; if numbers arrive there they are compared as names: write 'numeric' or 'categorical' for each under features.types, and for 'numeric' build the profile again"
              .formatted(path, doubtful));
    }
  }
}
