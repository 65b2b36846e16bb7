package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorsTest {

  @Test
  void sourceTypes_allKinds_readAsSource() {
    String descriptor = "(ZBCSIJFD[[DLjava/util/Map;[La/B$C;)Ljava/lang/String;";

    assertThat(Descriptors.sourceTypes(descriptor))
        .containsExactly(
            "boolean",
            "byte",
            "char",
            "short",
            "int",
            "long",
            "float",
            "double",
            "double[][]",
            "java.util.Map",
            "a.B$C[]");
    assertThat(Descriptors.result(descriptor)).isEqualTo("Ljava/lang/String;");
  }

  @Test
  void parameters_damagedDescriptor_ends() {
    for (String damaged : List.of("([)V", "(Ljava)V", "([[[", "(", "(Q)V", "([L)V")) {
      assertThat(Descriptors.parameters(damaged)).hasSizeLessThanOrEqualTo(4);
      assertThat(Descriptors.signature("m", damaged)).startsWith("m(");
    }
  }

  @Test
  void isNamed_waysToWriteAType_agree() {
    assertThat(Descriptors.isNamed("Ljava/util/Map;", "java.util.Map<String, List<Double>>"))
        .isTrue();
    assertThat(Descriptors.isNamed("[D", "double...")).isTrue();
    assertThat(Descriptors.isNamed("[D", "double []")).isTrue();
    assertThat(Descriptors.isNamed("[[Ljava/lang/Double;", "Double[][]")).isTrue();
    assertThat(Descriptors.isNamed("La/B$C;", "a.B.C")).isTrue();
    assertThat(Descriptors.isNamed("La/B$C;", "a.B$C")).isTrue();
    assertThat(Descriptors.isNamed("[D", "double")).isFalse();
    assertThat(Descriptors.isNamed("Ljava/util/Map;", "Map")).isFalse();
  }
}
