package io.modelmon.detector;

/**
 * Sequence of numbers spread evenly over [0, 1): the fractional parts of the multiples of the
 * golden ratio.
 *
 * <p>Statistics of few values move in steps, and a fixed limit reaches only certain false-alarm
 * rates. A limit that wanders within one step reaches all of them; this sequence lets it wander
 * without chance, so that equal streams give equal alarms.
 *
 * @see "H. Weyl, Über die Gleichverteilung von Zahlen mod. Eins, Mathematische Annalen 77, 1916"
 */
final class Dither {

  private static final double GOLDEN = 0.6180339887498949;

  private double position;

  /** Returns the next number. */
  double next() {
    position += GOLDEN;
    if (position >= 1) {
      position -= 1;
    }
    return position;
  }

  void reset() {
    position = 0;
  }
}
