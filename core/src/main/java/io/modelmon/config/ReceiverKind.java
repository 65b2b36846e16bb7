package io.modelmon.config;

/** The forms in which alerts are sent. */
public enum ReceiverKind {
  /** Our own JSON, documented in {@code docs/alerts.md}. */
  WEBHOOK,
  /** An incoming webhook of Slack, or of what understands the same: Mattermost, Rocket.Chat. */
  SLACK,
  /** Version 2 of the interface of Prometheus Alertmanager. */
  ALERTMANAGER
}
