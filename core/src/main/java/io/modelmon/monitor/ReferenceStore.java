package io.modelmon.monitor;

import io.modelmon.config.ReferenceConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where reference profiles are read from and saved to. No failure leaves here: each is one log
 * line, and the model goes on without.
 *
 * <p><b>Threads:</b> confined to the monitor thread, which waits for the file system; a file is
 * read once per model and version, and written at most once.
 */
final class ReferenceStore {

  private final Path baseDirectory;
  private final Consumer<String> log;

  ReferenceStore(Path baseDirectory, Consumer<String> log) {
    this.baseDirectory = baseDirectory;
    this.log = log;
  }

  /** Returns the profile in a file, or null. */
  @Nullable ReferenceProfile load(String file, ModelId model) {
    try {
      Path path = resolve(file, model);
      if (!Files.exists(path)) {
        log.accept(without(model, path.toString(), "there is no such file"));
        return null;
      }
      ReferenceProfile profile = ProfileCodec.read(path);
      boolean otherName = !profile.model().name().equals(model.name());
      boolean otherVersion =
          !model.version().isEmpty() && !profile.model().version().equals(model.version());
      if (otherName || otherVersion) {
        log.accept(
            "model " + model + ": the reference " + path + " was made for " + profile.model());
      }
      return profile;
    } catch (IOException | RuntimeException e) {
      log.accept(without(model, file, reason(e)));
      return null;
    }
  }

  private static String without(ModelId model, String file, String reason) {
    return "model " + model + " runs without drift: reference " + file + ": " + reason;
  }

  /** Saves a learned profile. */
  void save(ReferenceProfile profile, String file, ModelId model) {
    try {
      Path path = resolve(file, model);
      ProfileCodec.write(profile, path);
      log.accept(
          "model " + model + ": reference learned from " + profile.rows() + " rows, saved " + path);
    } catch (IOException | RuntimeException e) {
      log.accept(
          "model "
              + model
              + ": the learned reference cannot be saved to "
              + file
              + ": "
              + reason(e));
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Returns the path of a profile, see {@link ReferenceConfig#resolve}. */
  Path resolve(String file, ModelId model) {
    return ReferenceConfig.resolve(baseDirectory, file, model.name());
  }
}
