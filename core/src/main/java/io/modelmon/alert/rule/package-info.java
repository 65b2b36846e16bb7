/**
 * The grammar of alert rules: text in, conditions out.
 *
 * <p>May use {@code alert.indicator}. Entry point: {@link io.modelmon.alert.rule.RuleParser}. The
 * grammar is published in {@code docs/alerts.md}.
 */
@NullMarked
package io.modelmon.alert.rule;

import org.jspecify.annotations.NullMarked;
