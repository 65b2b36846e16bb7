/**
 * Alerts on their way to people: webhooks, Slack-compatible webhooks and Alertmanager.
 *
 * <p>May use {@code alert}, {@code config}, {@code math} and {@code export.http}. Entry point:
 * {@link io.modelmon.export.notify.Notifier}. Each receiver has a bounded queue and a thread of its
 * own, so that a slow one delays no other.
 */
@NullMarked
package io.modelmon.export.notify;

import org.jspecify.annotations.NullMarked;
