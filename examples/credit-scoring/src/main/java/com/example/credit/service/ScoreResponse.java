package com.example.credit.service;

/**
 * The answer to {@code POST /score}.
 *
 * @param requestId the caller's name for the request
 * @param probabilityBad how likely the loan is not repaid
 * @param decision {@code accept} or {@code refer}
 */
public record ScoreResponse(String requestId, double probabilityBad, String decision) {}
