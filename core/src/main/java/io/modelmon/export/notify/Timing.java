package io.modelmon.export.notify;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Clocks and waiting, so that tests need not wait. */
interface Timing {

  /** The machine's own. */
  Timing SYSTEM =
      new Timing() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(nanos);
        }
      };

  /** Returns a time in nanoseconds that only differences have a meaning of. */
  long nanoTime();

  /** Returns the time of day. */
  Instant now();

  /** Waits. */
  void sleep(long nanos) throws InterruptedException;
}
