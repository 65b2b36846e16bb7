package io.modelmon.monitor;

import io.modelmon.config.LabelStoreConfig;
import io.modelmon.performance.join.LabelStore;

/** Where the predictions of models wait for their labels. */
@FunctionalInterface
public interface LabelStores {

  /** Returns the store that some settings name, the same one for equal settings. */
  LabelStore store(LabelStoreConfig config);
}
