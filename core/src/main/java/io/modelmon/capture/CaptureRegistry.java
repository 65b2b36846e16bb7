package io.modelmon.capture;

import io.modelmon.schema.ModelId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All models that are watched in this process, in order of first use.
 *
 * <p><b>Threads:</b> safe; reading takes no lock. Models are never removed: their counters must
 * stay monotonic.
 */
public final class CaptureRegistry {

  private final CopyOnWriteArrayList<ModelCapture> models = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<LabelCapture> labels = new CopyOnWriteArrayList<>();
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
      ModelCapture created = new ModelCapture(id, configIndex, models.size(), allocatedBytes);
      models.add(created);
      return created;
    }
  }

  /** Returns all models; the list is a live, weakly consistent view. */
  public List<ModelCapture> models() {
    return models;
  }

  /**
   * Creates the way of the labels of an entry of the configuration; once per entry.
   *
   * @param model the one model of the entry, or null where names or versions are read from calls
   */
  public LabelCapture registerLabels(int configIndex, @Nullable ModelCapture model) {
    LabelCapture created = new LabelCapture(configIndex, model);
    labels.add(created);
    return created;
  }

  /** Returns the ways of labels; the list is a live, weakly consistent view. */
  public List<LabelCapture> labels() {
    return labels;
  }
}
