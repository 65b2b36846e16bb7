package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.quality.QualityRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the keys of the file in step with the rules. */
class QualityRulesTest {

  @Test
  void keys_ofTheFile_areTheRules() {
    List<String> keys = new ArrayList<>(QualityReader.FEATURE_RULES);
    keys.add(QualityReader.ROW_RULE);

    assertThat(keys)
        .containsExactlyElementsOf(
            Arrays.stream(QualityRule.values()).map(QualityRule::attribute).toList());
  }
}
