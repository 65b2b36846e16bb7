package io.modelmon.export.notify;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What deliveries need of the world.
 *
 * @param service the name of the service, told to receivers
 * @param log lines for the operator; any thread
 * @param timing clocks
 * @param random jitter; safe for use by several threads
 */
record Surroundings(String service, Consumer<String> log, Timing timing, RandomGenerator random) {}
