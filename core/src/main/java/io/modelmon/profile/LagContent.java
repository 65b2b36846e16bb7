package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.LagSums;

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
    in.begin(key);
    LagSums lags =
        LagSums.of(in.counts("counts", LagSums.COUNTS), in.numbers("sums", LagSums.SUMS));
    in.end();
    return lags;
  }
}
