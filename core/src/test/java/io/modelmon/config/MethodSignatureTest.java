package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodSignatureTest {

  @Test
  void withClass_parameterTypes_areCompleted() throws Exception {
    assertThat(
            MethodSignature.withClass(
                "com.acme.Model#predict( double[][],String , Object[], int..., a.Outer$Inner )"))
        .isEqualTo(
            new MethodSignature(
                "com.acme.Model",
                "predict",
                List.of(
                    "double[][]",
                    "java.lang.String",
                    "java.lang.Object[]",
                    "int[]",
                    "a.Outer$Inner")));
  }

  @Test
  void withClass_noParentheses_meansAnyParameters() throws Exception {
    assertThat(MethodSignature.withClass("Model#predict").parameterTypes()).isNull();
    assertThat(MethodSignature.withClass("Model#predict()").parameterTypes()).isEmpty();
  }

  @Test
  void withClass_globsAndMangledNames_areAccepted() throws Exception {
    assertThat(MethodSignature.withClass("com.*.Credit*#score*-x7f"))
        .isEqualTo(new MethodSignature("com.*.Credit*", "score*-x7f", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#predict",
        "Model#",
        "Model",
        "com..Model#predict",
        ".Model#predict",
        "com.Model.#predict",
        "1com.Model#predict",
        "com.Model#1predict",
        "com.Model #predict",
        "com.Model# predict",
        "com.Model#predict(",
        "com.Model#predict)",
        "com.Model#predict(int) x",
        "com.Model#predict(int,)",
        "com.Model#predict(,int)",
        "com.Model#predict([])",
        "com.Model#predict(List<String>)",
        "com.Model#predict(in*)",
        "com.Model#predict#x",
        "com.Model#<clinit>",
        "*#predict",
        "*.*#*",
        "com.Model#predict(int))"
      })
  void withClass_malformed_isRefused(String text) {
    assertThatThrownBy(() -> MethodSignature.withClass(text))
        .isInstanceOf(MethodSignature.Malformed.class);
  }

  @Test
  void plainTypeAndMethod_globs_areRefused() {
    assertThatThrownBy(() -> MethodSignature.plainType("com.acme.*"))
        .hasMessageContaining("'*' is allowed in the form class#method only");
    assertThatThrownBy(() -> MethodSignature.withoutClass("score*"))
        .hasMessageContaining("'*' is allowed in the form class#method only");
    assertThatThrownBy(() -> MethodSignature.withoutClass("com.acme.Model#score"))
        .hasMessageContaining("without its class");
  }
}
