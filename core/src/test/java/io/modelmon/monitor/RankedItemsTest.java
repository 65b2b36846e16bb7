package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.performance.RankedList;
import io.modelmon.performance.join.IdHash;
import io.modelmon.performance.join.ItemSets;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.WaitingPrediction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankedItemsTest {

  private static final int PLACES = 4;

  private final RankedItems items = new RankedItems(new IdHash(1, 2), new JoinNames());

  private double label(String text) {
    return items.label(Double.NaN, text);
  }

  private WaitingPrediction list(String... names) {
    WaitingPrediction row = new WaitingPrediction(new JoinShape(false, PLACES, 0));
    row.fill(0, 1, 0, 0);
    for (int i = 0; i < names.length; i++) {
      row.score(i, label(names[i])); // the code of one item is the item
    }
    return row;
  }

  @Test
  void label_sameItemsInAnotherOrderOrForm_isTheSame() {
    assertThat(label("b,a , a")).isEqualTo(label("a,b")).isNotEqualTo(label("a"));
    assertThat(label("17.0")).isEqualTo(items.label(17, null)).isEqualTo(label("17"));
    assertThat(label("A")).isNotEqualTo(label("a"));
    assertThat(label("")).isNaN();
    assertThat(items.label(Double.NaN, null)).isNaN();
  }

  @Test
  void label_moreItemsThanAllowed_isNone() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < ItemSets.MAX_SET; i++) {
      names.add("\u001fitem" + i);
    }

    assertThat(items.count(label(String.join("", names)))).isEqualTo(ItemSets.MAX_SET);
    assertThat(label(String.join("", names) + "\u001fone more")).isNaN();
  }

  @Test
  void hits_itemsOfTheLabel_areBitsOfTheirPlaces() {
    assertThat(items.hits(list("a", "b", "c", "d"), label("b,d,x"))).isEqualTo(0b1010);
    assertThat(items.hits(list("a", "b", "a", "b"), label("a,b"))).isEqualTo(0b0011);
    assertThat(items.hits(list("a"), label("b"))).isZero();
    assertThat(items.hits(list(), label("b"))).isZero();
  }

  @Test
  void hits_listOrLabelUnknown_areNotKnown() {
    WaitingPrediction unread = list();
    unread.fill(0, 1, 0, Double.NaN);

    assertThat(items.hits(unread, label("b"))).isNaN();
    assertThat(items.hits(list("a"), -12345)).isNaN();
    assertThat(items.count(-12345)).isZero();
  }

  @Test
  void list_ofHitsAndTheirNumber_hasTheSameMetricsAsTheItems() {
    RankedList list = RankedItems.list(0b1010, 3);

    assertThat(list.size()).isEqualTo(4);
    assertThat(list.relevance(0)).isZero();
    assertThat(list.relevance(1)).isOne();
    assertThat(list.relevance(3)).isOne();
    assertThat(list.relevantItems()).isEqualTo(3);
    assertThat(RankedItems.list(0, 1).relevantItems()).isOne();
  }
}
