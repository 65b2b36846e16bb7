package io.modelmon.export.http;

import org.jspecify.annotations.Nullable;

/**
 * The answer to one request.
 *
 * @param status the status code
 * @param reason the words behind it, may be empty
 * @param retryAfter the header of that name, or null
 * @param location the header of that name, or null
 * @param body the beginning of the body, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never modified
public record HttpReply(
    int status,
    String reason,
    @Nullable String retryAfter,
    @Nullable String location,
    byte[] body) {}
