package io.modelmon.detector;

final class KswinRunLength {
  static double limit(int w, int r, double a) {
    return 1;
  }
}
