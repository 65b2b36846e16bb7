package io.modelmon.export.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;

/** What the process says of itself: the configured attributes and an identity of its own. */
final class ServiceResource {

  private static final String SERVICE_NAME = "service.name";
  private static final String INSTANCE_ID = "service.instance.id";
  private static final String SERVICE_NAME_SETTING = "otel.service.name";

  private ServiceResource() {}

  static Resource of(OtelSettings settings) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(INSTANCE_ID, InstanceId.random());
    settings
        .pairs("otel.resource.attributes")
        .forEach((key, value) -> attributes.put(key, TelemetryText.clean(value)));
    String name = settings.text(SERVICE_NAME_SETTING);
    if (name != null) {
      attributes.put(SERVICE_NAME, TelemetryText.clean(name));
    }
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }
}
