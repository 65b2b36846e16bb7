package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.CellValues;
import io.modelmon.capture.SlotKeys;
import io.modelmon.performance.RankedList;
import io.modelmon.performance.join.IdHash;
import io.modelmon.performance.join.ItemSets;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.WaitingPrediction;
import io.modelmon.profile.CellText;
import io.modelmon.schema.ModelSchema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What captured lists and their labels mean: items are keyed hashes of 53 bits, so that each is a
 * number and names are not kept. The number 17 and the text "17" are one item.
 *
 * <p>Two different items of a list and its label are taken for one with a probability of 2<sup>-53
 * </sup> per pair.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class RankedItems {

  private static final int HASH_BITS = 53;
  private static final double[] NONE = {};

  private final IdHash hash;
  private final ItemSets sets;

  /**
   * Creates a codec.
   *
   * @param hash the one of the join, so that items are the same numbers wherever ids are
   */
  RankedItems(IdHash hash, JoinNames names) {
    this.hash = hash;
    this.sets = names.sets();
  }

  /**
   * Reads the items of a row into the scores of a prediction; places without an item are NaN.
   *
   * @return 0, or NaN when the list could not be read
   */
  double predicted(CapturedCall call, int row, ModelSchema schema, WaitingPrediction target) {
    int first = schema.firstOutput();
    for (int i = 0; i < target.scores(); i++) {
      double number = first + i < schema.width() ? call.value(row, first + i) : Double.NaN;
      if (CellValues.isWrongType(number)) {
        return Double.NaN;
      }
      target.score(i, item(number, Cells.text(call, row, first + i, number)));
    }
    return 0;
  }

  private double item(double number, @Nullable String text) {
    if (text != null) {
      return CellText.isMissing(text) ? Double.NaN : item(CellText.name(text));
    }
    return Double.isFinite(number) ? item(CellText.category(number)) : Double.NaN;
  }

  private double item(String name) {
    hash.update(name.strip());
    return hash.low() >>> (Long.SIZE - HASH_BITS);
  }

  /**
   * Returns the code of a label, see {@link ItemSets}; NaN when it is none.
   *
   * @param number the one relevant item when it is a number, else NaN
   * @param text relevant items: a list as it was captured, or names between commas
   */
  double label(double number, @Nullable String text) {
    if (text == null) {
      return item(number, null);
    }
    boolean list = !text.isEmpty() && text.charAt(0) == SlotKeys.ITEM;
    if (!list && text.length() >= SlotKeys.MAX_TEXT) {
      return Double.NaN; // cut off, so that some items may be missing
    }
    double[] items = NONE;
    for (String name : text.split(list ? String.valueOf(SlotKeys.ITEM) : ",", -1)) {
      double item = item(Double.NaN, name.strip());
      if (!Double.isNaN(item)) {
        items = Arrays.copyOf(items, items.length + 1);
        items[items.length - 1] = item;
      }
    }
    return items.length == 0 || items.length > ItemSets.MAX_SET ? Double.NaN : sets.code(items);
  }

  /**
   * Returns the places of a list whose items are relevant, as bits, the first place being the
   * lowest bit; NaN when the list or the label is not known. A repeated item is relevant once.
   */
  double hits(WaitingPrediction list, double label) {
    double[] relevant = sets.items(label);
    if (relevant == null || Double.isNaN(list.predicted())) {
      return Double.NaN;
    }
    long hits = 0;
    for (int place = 0; place < list.scores(); place++) {
      int index = Arrays.binarySearch(relevant, list.score(place));
      boolean again = false;
      for (int before = 0; before < place && index >= 0 && !again; before++) {
        again = list.score(before) == list.score(place);
      }
      if (index >= 0 && !again) {
        hits |= 1L << place;
      }
    }
    return hits;
  }

  /** Returns how many items a label holds, 0 when they have been forgotten. */
  int count(double label) {
    double[] relevant = sets.items(label);
    return relevant == null ? 0 : relevant.length;
  }

  /** Returns a list by its hits and the number of items that were relevant. */
  static RankedList list(double hits, double relevant) {
    long bits = (long) hits;
    double[] relevances = new double[Long.SIZE - Long.numberOfLeadingZeros(bits)];
    for (int place = 0; place < relevances.length; place++) {
      relevances[place] = bits >>> place & 1;
    }
    double[] missed = new double[Math.max(0, (int) relevant - Long.bitCount(bits))];
    Arrays.fill(missed, 1);
    return RankedList.of(relevances, missed);
  }
}
