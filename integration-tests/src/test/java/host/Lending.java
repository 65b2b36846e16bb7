package host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A host that lends, and learns much later how it went. It does what its standard input says, line
 * by line, answers each with {@code done}, and ends with its input.
 *
 * <p>{@code lend N}: so many predictions. {@code outcomes N ERRORS}: the outcomes of the next so
 * many of them, of which ERRORS in ten are not what was predicted. {@code repeat N}: the last N
 * outcomes again. {@code contradict N}: the contrary of them. {@code unknown N}: outcomes of loans
 * that were never asked for. {@code fail N}: outcomes that are refused.
 */
public final class Lending {

  private static final int PACE = 50;
  private static final int TEN = 10;

  private final Model model = new Model();
  private final Outcomes outcomes = new Outcomes();
  private long lent;
  private long known;
  private int errors;

  private Lending() {}

  /** What one is asked for. */
  record Request(long id, String channel, double income) {}

  /** A model that is paid back when its score says so, or is not. */
  static final class Model {
    double score(Request request) {
      return 1 / (1 + Math.exp(-request.income()));
    }
  }

  /** Where the truth comes in, by another way and with ids of another type. */
  static final class Outcomes {
    private long received;

    void record(String id, boolean bad) {
      if (id.isEmpty()) {
        throw new IllegalArgumentException("whose outcome is it?");
      }
      received += bad ? 1 : 0;
    }
  }

  /** Obeys. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Lending host = new Lending();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      host.obey(line.split(" ", -1));
      System.out.println("done");
    }
    System.out.println("received " + host.outcomes.received);
  }

  private void obey(String[] words) throws InterruptedException {
    int times = Integer.parseInt(words[1]);
    if (words[0].equals("outcomes")) {
      errors = Integer.parseInt(words[2]);
    }
    for (int i = 0; i < times; i++) {
      switch (words[0]) {
        case "lend" -> lend();
        case "outcomes" -> outcome(known++, false);
        case "repeat" -> outcome(known - times + i, false);
        case "contradict" -> outcome(known - times + i, true);
        case "unknown" -> outcomes.record("loan-" + i, true);
        case "fail" -> fail();
        default -> throw new IllegalArgumentException(words[0]);
      }
      if (i % PACE == 0) {
        Thread.sleep(1);
      }
    }
  }

  private void lend() {
    double score = model.score(request(lent));
    lent++;
    if (Double.isNaN(score)) {
      throw new IllegalStateException("no score");
    }
  }

  /** Incomes are everything from -1 to 1, by no order that a detector could see. */
  private static Request request(long id) {
    double income = (id * 37 % 100 - 49.5) / 50;
    return new Request(id, id % 2 == 0 ? "branch" : "online", income);
  }

  private void outcome(long id, boolean contrary) {
    boolean predicted = score(request(id)) >= 0.5;
    boolean wrong = id * 7 % TEN < errors;
    outcomes.record(Long.toString(id), predicted ^ wrong ^ contrary);
  }

  /** The score as such, by a method that nobody watches. */
  private static double score(Request request) {
    return 1 / (1 + Math.exp(-request.income()));
  }

  private void fail() {
    try {
      outcomes.record("", true);
    } catch (IllegalArgumentException expected) {
      // What the application does with it is its own affair.
    }
  }
}
