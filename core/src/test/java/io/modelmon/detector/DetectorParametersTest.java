package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters that break a rule are refused, with the rule and the value. */
class DetectorParametersTest {

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("delta must lie between 0 and 1, not 0.0", () -> Adwin.builder().delta(0)),
        wrong("delta must lie between 0 and 1, not 1.0", () -> Adwin.builder().delta(1)),
        wrong("range must be positive", () -> Adwin.builder().range(1, 1)),
        wrong("not Infinity", () -> Adwin.builder().range(-1e308, 1e308)),
        wrong("checkInterval must be at least 1, not 0", () -> Adwin.builder().checkInterval(0)),
        wrong("maxBuckets must be at least 2, not 1", () -> Adwin.builder().maxBuckets(1)),
        wrong("minWindow must be at least 1", () -> Adwin.builder().minWindow(0)),
        wrong("minSubWindow must be at least 1", () -> Adwin.builder().minSubWindow(0)),
        wrong("sizePenalty must be at least 0", () -> Adwin.builder().sizePenalty(-1)),
        wrong("5.0 > 4.0", () -> Adwin.builder().minSubWindow(4).build()),
        wrong("minSamples must be at least 1", () -> Ddm.builder().minSamples(0)),
        wrong("warningLevel must be positive", () -> Ddm.builder().warningLevel(0)),
        wrong("driftLevel must be positive", () -> Ddm.builder().driftLevel(Double.NaN)),
        wrong("warningLevel must not exceed", () -> Ddm.builder().warningLevel(4).build()),
        wrong("minSamples must be at least 1", () -> Eddm.builder().minSamples(0)),
        wrong("minErrors must be at least 1", () -> Eddm.builder().minErrors(0)),
        wrong("warningRatio must lie between", () -> Eddm.builder().warningRatio(1)),
        wrong("driftRatio must lie between", () -> Eddm.builder().driftRatio(0)),
        wrong("driftRatio must not exceed", () -> Eddm.builder().driftRatio(0.96).build()),
        wrong("minSamples must be at least 1", () -> Rddm.builder().minSamples(0)),
        wrong("warningLevel must be positive", () -> Rddm.builder().warningLevel(-1)),
        wrong("driftLevel must be positive", () -> Rddm.builder().driftLevel(0)),
        wrong("maxConceptSize must be at least 1", () -> Rddm.builder().maxConceptSize(0)),
        wrong("stableConceptSize must be at", () -> Rddm.builder().stableConceptSize(0)),
        wrong("warningLimit must be at least 1", () -> Rddm.builder().warningLimit(0)),
        wrong("warningLevel must not exceed", () -> Rddm.builder().warningLevel(2.3).build()),
        wrong("7000.0 > 6999.0", () -> Rddm.builder().maxConceptSize(6_999).build()),
        wrong("warningConfidence must lie", () -> HddmA.builder().warningConfidence(0)),
        wrong("driftConfidence must lie", () -> HddmA.builder().driftConfidence(1)),
        wrong("cutConfidence must lie", () -> HddmA.builder().cutConfidence(2)),
        wrong("must not exceed", () -> HddmA.builder().driftConfidence(0.006).build()),
        wrong("weight must lie between", () -> HddmW.builder().weight(1)),
        wrong("warningConfidence must lie", () -> HddmW.builder().warningConfidence(1)),
        wrong("driftConfidence must lie", () -> HddmW.builder().driftConfidence(0)),
        wrong("cutConfidence must lie", () -> HddmW.builder().cutConfidence(0)),
        wrong("must not exceed", () -> HddmW.builder().driftConfidence(0.006).build()));
  }

  private static Arguments wrong(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void builder_brokenRule_isRefused(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
