package io.modelmon.performance.join;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Opens files. */
final class FileLabelStore {

  private FileLabelStore() {}

  static LabelStore open(Path file, long maxBytes, Consumer<String> log) {
    log.accept(file + " is not opened (" + maxBytes + "): memory only");
    return new MemoryLabelStore();
  }
}
