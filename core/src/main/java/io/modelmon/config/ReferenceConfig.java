package io.modelmon.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What live data is compared with.
 *
 * @param file path of a profile, absolute or relative to the configuration file, in which {@code
 *     {name}} stands for the model's name; or null
 * @param learn how many first predictions become the reference when there is no file; 0 means none
 * @param save path where a learned reference is saved, as {@code file}; or null
 */
public record ReferenceConfig(@Nullable String file, long learn, @Nullable String save) {

  /** No reference: features are watched without drift; outputs still learn theirs. */
  public static final ReferenceConfig NONE = new ReferenceConfig(null, 0, null);

  /**
   * Returns the path of a profile. The name of a model may come from a call, so it can only ever be
   * one plain file name, and no two names share one: other characters are written as in a URL.
   *
   * @param file {@link #file} or {@link #save}
   * @throws java.nio.file.InvalidPathException when the configured text is no path
   */
  public static Path resolve(Path baseDirectory, String file, String model) {
    return baseDirectory.resolve(file.replace("{name}", plain(model)));
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean safe = Character.isLetterOrDigit(c) || c == '-' || c == '_' || (c == '.' && i > 0);
      if (safe) {
        plain.append(c);
      } else {
        plain.append(c < 256 ? "%%%02x".formatted((int) c) : "%%u%04x".formatted((int) c));
      }
    }
    return plain.toString();
  }
}
