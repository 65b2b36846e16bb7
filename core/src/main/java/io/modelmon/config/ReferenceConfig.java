package io.modelmon.config;

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
}
