package io.modelmon.performance;

import java.util.ArrayList;
import java.util.List;

/**
 * Recommended lists whose relevant items are known.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param lists one per prediction
 */
public record RankingOutcomes(List<RankedList> lists) implements Outcomes {

  /** Copies the lists. */
  public RankingOutcomes {
    lists = List.copyOf(lists);
  }

  @Override
  public int size() {
    return lists.size();
  }

  @Override
  public RankingOutcomes subset(int[] rows) {
    List<RankedList> some = new ArrayList<>(rows.length);
    for (int row : rows) {
      some.add(lists.get(row));
    }
    return new RankingOutcomes(some);
  }
}
