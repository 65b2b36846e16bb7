package io.modelmon.agent.extract;

import io.modelmon.capture.CallTally;
import io.modelmon.capture.ClaimHint;
import io.modelmon.capture.ModelCapture;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the guard keeps about calls that are left out: the generator that decides, and
 * the counts of each model.
 *
 * <p><b>Threads:</b> confined to the thread that runs the entry's call.
 */
class SampledCalls extends ClaimHint {

  private static final @Nullable CallTally[] NO_TALLIES = new CallTally[0];

  /** Models beyond this many are counted where all threads count. */
  private static final int MAX_TALLIES = 256;

  /** The generator's state, 0 before its first number. */
  private long random;

  /** By {@link ModelCapture#index}. */
  private @Nullable CallTally[] tallies = NO_TALLIES;

  /**
   * Returns a number at random from 0 to 2^31 - 1 exclusive: the upper bits of a linear
   * congruential generator, whose period is 2^64. Each entry has its own, so threads share nothing.
   */
  final int draw() {
    long state = random;
    if (state == 0) {
      state =
          (System.nanoTime() ^ (long) System.identityHashCode(this) << 32) * 0x9E3779B97F4A7C15L;
    }
    state = state * 6364136223846793005L + 1442695040888963407L;
    random = state;
    // 2^31 - 1 would be left out at every share; it is drawn as the number before it.
    return (int) Math.min(state >>> 33, Integer.MAX_VALUE - 1);
  }

  /** Returns whether this call, one of 64, is to say what it costs; asked after a draw. */
  final boolean isMeasured() {
    return (random >>> 20 & 63) == 0;
  }

  /** Returns the counts of a model's calls here, or null where the model has too many such. */
  final @Nullable CallTally tally(ModelCapture capture) {
    int index = capture.index();
    @Nullable CallTally[] known = tallies;
    CallTally tally = index < known.length ? known[index] : null;
    return tally != null && tally.isPartOf(capture.counters()) ? tally : newTally(capture);
  }

  private @Nullable CallTally newTally(ModelCapture capture) {
    int index = capture.index();
    CallTally tally = index < MAX_TALLIES ? capture.counters().tally() : null;
    if (tally != null) {
      @Nullable CallTally[] larger = Arrays.copyOf(tallies, Math.max(tallies.length, index + 1));
      larger[index] = tally;
      tallies = larger;
    }
    return tally;
  }
}
