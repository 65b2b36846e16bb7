/**
 * The hand-off from application threads to the monitor thread: slots, rings, and exact counts of
 * what was not captured.
 *
 * <p>Entry points: {@link io.modelmon.capture.ModelCapture} for writers, {@link
 * io.modelmon.capture.CaptureRegistry} for the one reader. Nothing here locks, blocks, signals or
 * allocates on a writer's path once a model's ring exists. May use {@code schema} only.
 */
@NullMarked
package io.modelmon.capture;

import org.jspecify.annotations.NullMarked;
