package io.modelmon.capture;

/** Hears what becomes of the labels it delivered; called by the monitor thread, must be quick. */
public interface LabelSource {

  /**
   * Hears that a label is in the join, or is none for this model.
   *
   * @param usable whether it could be read as a label of the model
   */
  void taken(DeliveredLabel label, boolean usable);
}
