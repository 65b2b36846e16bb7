package host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A host that recommends, and learns later what was bought. It does what its standard input says,
 * line by line, answers each with {@code done}, and ends with its input.
 *
 * <p>{@code visit N}: so many recommendations of twelve items. {@code buy N}: what came of the next
 * so many of them. Of four visits in a row the first buys the best item; the second the second and
 * the fourth; the third the eighth; the last the best one, and one that was not recommended.
 */
public final class Shop {

  private static final int ITEMS = 12;
  private static final int CATALOGUE = 97;
  private static final int PACE = 50;

  private final Sales sales = new Sales();
  private long visits;
  private long known;

  private Shop() {}

  /** Who asks. */
  record Visit(String id, String country) {}

  /** What is recommended. */
  record Item(long number, double score) {}

  /** A model that answers with a list, the best first. */
  static final class Recommender {
    private Recommender() {}

    static List<Item> recommend(Visit visit) {
      List<Item> items = new ArrayList<>();
      for (int place = 1; place <= ITEMS; place++) {
        items.add(new Item(item(Long.parseLong(visit.id()), place), 1.0 / place));
      }
      return items;
    }
  }

  /** Where the truth comes in, by another way and with ids of other types. */
  static final class Sales {
    private long sold;

    void bought(long visit, List<String> items) {
      sold += visit < 0 ? 0 : items.size();
    }
  }

  /** The item that is recommended in a place, from 1 on. */
  private static long item(long visit, int place) {
    return (visit * 31 + place) % CATALOGUE;
  }

  /** Obeys. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Shop host = new Shop();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      for (int i = 0; i < Integer.parseInt(words[1]); i++) {
        if (words[0].equals("visit")) {
          host.visit();
        } else {
          host.buy();
        }
        if (i % PACE == 0) {
          Thread.sleep(1);
        }
      }
      System.out.println("done");
    }
    System.out.println("sold " + host.sales.sold);
  }

  private void visit() {
    String country = visits % 2 == 0 ? "ch" : "fr";
    if (Recommender.recommend(new Visit(Long.toString(visits++), country)).isEmpty()) {
      throw new IllegalStateException("nothing to recommend");
    }
  }

  private void buy() {
    long visit = known++;
    String best = Long.toString(item(visit, 1));
    sales.bought(
        visit,
        switch ((int) (visit % 4)) {
          case 0 -> List.of(best);
          case 1 -> List.of(Long.toString(item(visit, 4)), Long.toString(item(visit, 2)));
          case 2 -> List.of(Long.toString(item(visit, 8)));
          default -> List.of("something else", best);
        });
  }
}
