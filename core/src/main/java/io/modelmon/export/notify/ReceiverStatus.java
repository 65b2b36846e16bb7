package io.modelmon.export.notify;

/**
 * What became of the notices for one receiver, cumulative. Once a queue is empty and nothing is
 * under way, everything offered is the sum of sent, failed, dropped and suppressed.
 *
 * @param receiver the receiver's name
 * @param offered notices that were handed over
 * @param sent notices the receiver accepted
 * @param failed notices given up after attempts to send them
 * @param dropped notices never sent because the queue was full or the process ended
 * @param suppressed notices never sent because they cancelled each other while the queue was full
 * @param requests attempts, repeats and reminders included
 * @param queued notices that wait
 */
public record ReceiverStatus(
    String receiver,
    long offered,
    long sent,
    long failed,
    long dropped,
    long suppressed,
    long requests,
    int queued) {}
