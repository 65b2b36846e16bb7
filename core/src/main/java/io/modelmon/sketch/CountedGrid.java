package io.modelmon.sketch;

/**
 * A grid with the reference's counts on it.
 *
 * @param grid the grid
 * @param counts values per cell
 * @param centers per cell, the mean of its values, or its inner edge when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never modified
public record CountedGrid(NumericGrid grid, long[] counts, double[] centers) {}
