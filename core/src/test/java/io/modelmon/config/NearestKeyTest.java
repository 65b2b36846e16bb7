package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestKeyTest {

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "alhpa,alpha,1", "'',abc,3", "abc,abc,0", "ab,ba,1", "ca,abc,3"})
  void distance_knownPairs_isExact(String a, String b, int distance) {
    assertThat(NearestKey.distance(a, b)).isEqualTo(distance);
    assertThat(NearestKey.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void of_misspeltWord_findsTheNearest() {
    List<String> keys = List.of("features", "prediction", "positive_class", "for");

    assertThat(NearestKey.of("feature", keys)).isEqualTo("features");
    assertThat(NearestKey.of("Positive-Class", keys)).isEqualTo("positive_class");
    assertThat(NearestKey.of("predictoin", keys)).isEqualTo("prediction");
    assertThat(NearestKey.of("fro", keys)).isEqualTo("for");
  }

  @Test
  void of_wordThatResemblesNone_findsNothing() {
    assertThat(NearestKey.of("colour", List.of("features", "for"))).isEmpty();
    assertThat(NearestKey.of("x".repeat(100_000), List.of("features"))).isEmpty();
  }
}
