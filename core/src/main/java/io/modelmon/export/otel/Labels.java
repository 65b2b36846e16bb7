package io.modelmon.export.otel;

import io.modelmon.export.Attribute;
import io.modelmon.schema.ModelId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Attributes under construction: every text is cleaned, what is unknown is left out.
 *
 * <p><b>Threads:</b> confined to the caller; what {@link #build} returns is immutable.
 */
final class Labels {

  private final AttributesBuilder builder;

  private Labels(AttributesBuilder builder) {
    this.builder = builder;
  }

  static Labels none() {
    return new Labels(Attributes.builder());
  }

  static Labels of(ModelId model) {
    return none()
        .with(Attribute.MODEL_NAME, model.name())
        .with(Attribute.MODEL_VERSION, model.version());
  }

  /** Returns a copy to be built upon. */
  Labels fork() {
    return new Labels(builder.build().toBuilder());
  }

  /** Adds a text unless it is null or empty. */
  Labels with(Attribute attribute, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      builder.put(AttributeKey.stringKey(attribute.key()), TelemetryText.clean(value));
    }
    return this;
  }

  /** Adds words of ours, which may be longer than a name, unless they are empty. */
  Labels withWords(Attribute attribute, String value) {
    if (!value.isEmpty()) {
      builder.put(AttributeKey.stringKey(attribute.key()), TelemetryText.cleanWords(value));
    }
    return this;
  }

  /** Adds a text that says something even when it is empty: a category. */
  Labels withAny(Attribute attribute, String value) {
    builder.put(AttributeKey.stringKey(attribute.key()), TelemetryText.clean(value));
    return this;
  }

  Labels with(Attribute attribute, long value) {
    builder.put(AttributeKey.longKey(attribute.key()), value);
    return this;
  }

  /** Adds a number unless it is NaN or infinite. */
  Labels with(Attribute attribute, double value) {
    if (Double.isFinite(value)) {
      builder.put(AttributeKey.doubleKey(attribute.key()), value);
    }
    return this;
  }

  Labels with(Attribute attribute, boolean value) {
    builder.put(AttributeKey.booleanKey(attribute.key()), value);
    return this;
  }

  Attributes build() {
    return builder.build();
  }
}
