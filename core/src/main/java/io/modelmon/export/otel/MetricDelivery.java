package io.modelmon.export.otel;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.Collection;

/**
 * Metrics at a fixed rate. What fails is not kept: the next collection holds the same totals.
 *
 * <p><b>Threads:</b> see {@link Delivery}.
 */
final class MetricDelivery implements Delivery {

  private final MetricProducer producer;
  private final Resource resource;
  private final Outbox<MetricData> outbox;
  private final long intervalNanos;
  private long dueNanos;
  private boolean flushWanted;
  private boolean flushUnderWay;
  private boolean flushSucceeded;

  MetricDelivery(
      MetricProducer producer,
      Resource resource,
      Outbox<MetricData> outbox,
      Duration interval,
      long nowNanos) {
    this.producer = producer;
    this.resource = resource;
    this.outbox = outbox;
    this.intervalNanos = interval.toNanos();
    this.dueNanos = nowNanos + intervalNanos;
  }

  @Override
  public void step(long nowNanos) {
    SendOutcome ended = outbox.takeOutcome();
    if (ended != null && flushUnderWay) {
      flushUnderWay = false;
      flushSucceeded = ended.success();
    }
    boolean due = nowNanos - dueNanos >= 0;
    if (outbox.isBusy() || !(due || flushWanted)) {
      return;
    }
    if (due) {
      long missed = (nowNanos - dueNanos) / intervalNanos;
      dueNanos += (missed + 1) * intervalNanos;
    }
    boolean flushing = flushWanted;
    flushWanted = false;
    Collection<MetricData> metrics = producer.produce(resource);
    if (metrics.isEmpty()) {
      flushSucceeded = true;
      return;
    }
    flushUnderWay = flushing;
    outbox.send(metrics);
  }

  @Override
  public void beginFlush() {
    flushWanted = true;
    outbox.hurry();
  }

  @Override
  public boolean flushed() {
    return !flushWanted && !flushUnderWay;
  }

  @Override
  public boolean flushSucceeded() {
    return flushSucceeded;
  }

  @Override
  public ExportStatus status() {
    return outbox.status();
  }
}
