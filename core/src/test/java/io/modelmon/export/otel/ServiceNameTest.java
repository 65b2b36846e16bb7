package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceNameTest {

  @Test
  void of_standardSettings_namesTheService() {
    Map<String, String> resource = Map.of("OTEL_RESOURCE_ATTRIBUTES", "a=b,service.name=shop");

    assertThat(ServiceName.of(Map.of(), Map.of())).isEqualTo("unknown_service:java");
    assertThat(ServiceName.of(resource, Map.of())).isEqualTo("shop");
    assertThat(ServiceName.of(resource, Map.of("otel.service.name", "till"))).isEqualTo("till");
  }
}
