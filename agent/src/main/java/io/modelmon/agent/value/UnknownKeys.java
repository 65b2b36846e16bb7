package io.modelmon.agent.value;

import java.util.Collection;

/** Is told of keys of maps for which there is no column. */
public interface UnknownKeys {

  /**
   * Takes keys that rows have and the first row did not have; called on threads of the application,
   * once per plan.
   *
   * @param keys their names, not empty
   * @param known the keys that have columns
   */
  void found(Collection<String> keys, Collection<String> known);
}
