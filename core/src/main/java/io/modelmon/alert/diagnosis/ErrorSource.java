package io.modelmon.alert.diagnosis;

import java.util.List;

/** Where an error comes from, as far as the name of its class tells. */
enum ErrorSource {
  /** Something that the call depends on did not answer, or refused. */
  UPSTREAM,
  /** There was no memory. */
  MEMORY,
  /** Everything else: the code of the model or around it. */
  CODE;

  private static final List<String> UPSTREAM_PARTS =
      List.of(
          "Timeout",
          "TimedOut",
          "Connect",
          "Socket",
          "UnknownHost",
          "NoRouteToHost",
          "Unavailable",
          "StatusRuntime",
          "CallNotPermitted",
          "Http",
          "SSL",
          "SQL",
          "ResourceAccess",
          "IOException");

  /**
   * Returns the source of errors of a type.
   *
   * @param type the name of its class
   */
  static ErrorSource of(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    if (simple.equals("OutOfMemoryError")) {
      return MEMORY;
    }
    return UPSTREAM_PARTS.stream().anyMatch(simple::contains) ? UPSTREAM : CODE;
  }
}
