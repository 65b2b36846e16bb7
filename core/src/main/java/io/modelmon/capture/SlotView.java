package io.modelmon.capture;

import org.jspecify.annotations.Nullable;

/**
 * The one view of a ring, moved from call to call.
 *
 * <p><b>Threads:</b> confined to the reader.
 */
final class SlotView implements CapturedCall {

  private final CaptureBuffer ring;
  private int lead;
  private int currentRow;
  private int currentSlot;

  SlotView(CaptureBuffer ring) {
    this.ring = ring;
  }

  void at(int slot) {
    lead = slot;
    currentRow = 0;
    currentSlot = slot;
  }

  @Override
  public long startNanos() {
    return ring.startNanos(lead);
  }

  @Override
  public long durationNanos() {
    return ring.durationNanos(lead);
  }

  @Override
  public @Nullable String errorType() {
    return ring.errorType(lead);
  }

  @Override
  public int totalRows() {
    return ring.totalRows(lead);
  }

  @Override
  public int capturedRows() {
    return ring.capturedRows(lead);
  }

  @Override
  public double value(int row, int column) {
    return ring.number(slotOf(row), column);
  }

  @Override
  public @Nullable String text(int row, int column) {
    return ring.text(slotOf(row), column);
  }

  @Override
  public boolean isLabel() {
    return ring.totalRows(lead) == CaptureBuffer.LABEL_ROWS;
  }

  @Override
  public boolean hasId(int row) {
    SlotKeys keys = ring.keys();
    return keys != null && keys.hasId(slotOf(row));
  }

  @Override
  public long idNumber(int row) {
    SlotKeys keys = ring.keys();
    return keys == null ? 0 : keys.idNumber(slotOf(row));
  }

  @Override
  public @Nullable String idText(int row) {
    SlotKeys keys = ring.keys();
    return keys == null ? null : keys.idText(slotOf(row));
  }

  @Override
  public @Nullable String segment(int index) {
    SlotKeys keys = ring.keys();
    return keys == null ? null : keys.segment(lead, index);
  }

  @Override
  public double labelNumber() {
    SlotKeys keys = ring.keys();
    return keys == null ? Double.NaN : keys.labelNumber(lead);
  }

  @Override
  public @Nullable String labelText() {
    SlotKeys keys = ring.keys();
    return keys == null ? null : keys.labelText(lead);
  }

  private int slotOf(int row) {
    if (row < currentRow) {
      currentRow = 0;
      currentSlot = lead;
    }
    while (currentRow < row) {
      currentSlot = ring.next(currentSlot);
      currentRow++;
    }
    return currentSlot;
  }
}
