package com.example.credit.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of a folder, loaded on first use.
 *
 * <p><b>Threads:</b> safe for many.
 */
public final class ModelRegistry {

  private final Path folder;
  private final Map<String, CreditModel> loaded = new ConcurrentHashMap<>();

  /** Creates a registry of the models in a folder. */
  public ModelRegistry(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns a model.
   *
   * @throws UncheckedIOException when its files cannot be read
   */
  public CreditModel model(String name) {
    return loaded.computeIfAbsent(name, this::load);
  }

  private CreditModel load(String name) {
    try {
      return ModelFiles.load(folder, name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot load model " + name + " from " + folder, e);
    }
  }
}
