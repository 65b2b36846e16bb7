package io.modelmon.capture;

import io.modelmon.schema.ModelId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All models that are watched in this process, in order of first use.
 *
 * <p><b>Threads:</b> safe; reading takes no lock. Models are never removed: their counters must
 * stay monotonic.
 */
public final class CaptureRegistry {

  private final CopyOnWriteArrayList<ModelCapture> models = new CopyOnWriteArrayList<>();
  private final AtomicLong allocatedBytes = new AtomicLong();

  /** Creates an empty registry. */
  public CaptureRegistry() {}

  /** Returns the model's capture, creating it on first use. */
  public ModelCapture register(ModelId id, int configIndex) {
    for (ModelCapture known : models) {
      if (known.id().equals(id)) {
        return known;
      }
    }
    synchronized (models) {
      for (ModelCapture known : models) {
        if (known.id().equals(id)) {
          return known;
        }
      }
      ModelCapture created = new ModelCapture(id, configIndex, allocatedBytes);
      models.add(created);
      return created;
    }
  }

  /** Returns all models; the list is a live, weakly consistent view. */
  public List<ModelCapture> models() {
    return models;
  }
}
