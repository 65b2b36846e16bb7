package io.modelmon.alert;

/**
 * What an alert is about, the same in every instance of a service, so that receivers can tell
 * duplicates.
 *
 * @param model the model's name
 * @param version the model's version
 * @param rule the rule's name
 */
public record AlertKey(String model, String version, String rule) {}
