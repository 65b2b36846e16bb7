package io.modelmon.detector;

final class StepdRunLength {
  static double limit(int w, Direction d, double r, double a) {
    return 1;
  }
}
