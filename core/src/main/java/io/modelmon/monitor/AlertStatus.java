package io.modelmon.monitor;

import io.modelmon.alert.Severity;

/**
 * Where one rule about one version of a model stands.
 *
 * @param rule its name
 * @param severity how urgent
 * @param firing how many subjects fire; 0 when it does not
 */
public record AlertStatus(String rule, Severity severity, int firing) {}
