package io.modelmon.examples.receiver;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OTLP attributes as plain Java values. */
final class Attributes {

  private Attributes() {}

  static Map<String, Object> decode(List<KeyValue> pairs) {
    Map<String, Object> decoded = new LinkedHashMap<>();
    for (KeyValue pair : pairs) {
      decoded.put(pair.getKey(), value(pair.getValue()));
    }
    return decoded;
  }

  /** Returns the value; "" for an empty one, and the size for bytes. */
  static Object value(AnyValue any) {
    return switch (any.getValueCase()) {
      case STRING_VALUE -> any.getStringValue();
      case BOOL_VALUE -> any.getBoolValue();
      case INT_VALUE -> any.getIntValue();
      case DOUBLE_VALUE -> any.getDoubleValue();
      case ARRAY_VALUE ->
          any.getArrayValue().getValuesList().stream().map(Attributes::value).toList();
      case KVLIST_VALUE -> decode(any.getKvlistValue().getValuesList());
      case BYTES_VALUE -> any.getBytesValue().size() + " bytes";
      default -> "";
    };
  }

  static boolean match(Map<String, Object> attributes, Map<String, String> subset) {
    for (Map.Entry<String, String> wanted : subset.entrySet()) {
      Object found = attributes.get(wanted.getKey());
      if (found == null || !found.toString().equals(wanted.getValue())) {
        return false;
      }
    }
    return true;
  }
}
