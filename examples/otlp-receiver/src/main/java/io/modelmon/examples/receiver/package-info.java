/**
 * A small OTLP/HTTP receiver: decodes metrics, traces and logs, answers questions about them, and
 * shows a live table.
 *
 * <p>{@link io.modelmon.examples.receiver.OtlpReceiver} is the library, used by tests; {@link
 * io.modelmon.examples.receiver.ReceiverMain} is the program. It knows OTLP and the names of the
 * telemetry contract, and nothing else of this project.
 */
@NullMarked
package io.modelmon.examples.receiver;

import org.jspecify.annotations.NullMarked;
