package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.LagSums;
import java.util.function.BiFunction;

/** Lag sums in a file. */
final class LagContent {

  private LagContent() {}

  static void write(String key, LagSums lags, ContentSink out) {
    out.begin(key);
    out.counts("counts", lags.counts());
    out.numbers("sums", lags.sums());
    out.end();
  }

  static LagSums read(String key, ContentSource in) {
    return read(key, in, LagSums::of);
  }

  /** Reads the sums of a series of 0 and 1. */
  static LagSums readHits(String key, ContentSource in) {
    return read(key, in, LagSums::ofHits);
  }

  private static LagSums read(
      String key, ContentSource in, BiFunction<long[], double[], LagSums> restored) {
    in.begin(key);
    LagSums lags =
        restored.apply(in.counts("counts", LagSums.COUNTS), in.numbers("sums", LagSums.SUMS));
    in.end();
    return lags;
  }
}
