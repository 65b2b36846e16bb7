package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.sketch.LagSums;
import io.modelmon.sketch.RareHits;

/** Rare hits in a file: their number and, if there are any, the lag sums of their series. */
final class RareContent {

  private RareContent() {}

  static void write(String key, RareHits hits, ContentSink out) {
    LagSums series = hits.series();
    out.begin(key);
    out.count("hits", hits.hits());
    if (series != null) {
      LagContent.write("lags", series, out);
    }
    out.end();
  }

  /**
   * Reads hits.
   *
   * @param calls the series that they belong to
   */
  static RareHits read(String key, LagSums calls, ContentSource in) {
    in.begin(key);
    long count = in.count("hits");
    RareHits hits =
        count == 0 ? new RareHits() : RareHits.of(count, LagContent.readHits("lags", in), calls);
    in.end();
    return hits;
  }
}
