/**
 * What people answered to alerts, how precise that shows a rule to be, and how much higher its
 * threshold is to be for it.
 *
 * <p>Entry points: {@link io.modelmon.alert.feedback.FeedbackFile}, {@link
 * io.modelmon.alert.feedback.RulePrecision}.
 */
@NullMarked
package io.modelmon.alert.feedback;

import org.jspecify.annotations.NullMarked;
