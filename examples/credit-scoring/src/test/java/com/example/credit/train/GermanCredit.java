package com.example.credit.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The data that the build took out of its jar. */
public final class GermanCredit {

  private GermanCredit() {}

  /** Reads all loans. */
  public static CreditData read() {
    try {
      return ArffReader.read(Path.of("target/data/weka/gui/knowledgeflow/templates/credit-g.arff"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
