package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What deliveries need of the world.
 *
 * @param service the name of the service, told to receivers
 * @param log lines for the operator; any thread
 * @param timing clocks
 * @param random jitter; safe for use by several threads
 * @param answers takes what a webhook says of notices: whether they were right; any thread
 */
record Surroundings(
    String service,
    Consumer<String> log,
    Timing timing,
    RandomGenerator random,
    BiConsumer<List<AlertNotice>, Boolean> answers) {

  /** Creates surroundings in which nobody takes answers. */
  Surroundings(String service, Consumer<String> log, Timing timing, RandomGenerator random) {
    this(service, log, timing, random, (notices, right) -> {});
  }
}
