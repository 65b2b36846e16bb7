package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConfigLocationTest {

  @Test
  void find_allThreeGiven_theArgumentWins() {
    Properties properties = new Properties();
    properties.setProperty("modelmon.config", "property.yaml");
    Map<String, String> environment = Map.of("MODELMON_CONFIG", "variable.yaml");

    assertThat(ConfigLocation.find(" argument.yaml ", properties, environment).path())
        .isEqualTo("argument.yaml");
    assertThat(ConfigLocation.find("", properties, environment).path()).isEqualTo("property.yaml");
    assertThat(ConfigLocation.find(null, new Properties(), environment))
        .isEqualTo(new ConfigLocation("variable.yaml", "MODELMON_CONFIG"));
  }

  @Test
  void find_nothingGiven_hasNoPath() {
    assertThat(ConfigLocation.find(null, new Properties(), Map.of()).path()).isNull();
  }
}
