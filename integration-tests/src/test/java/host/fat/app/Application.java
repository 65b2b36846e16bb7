package host.fat.app;

import java.util.List;
import java.util.Map;

/** An application whose classes only its own loader can see. */
public final class Application {

  private Application() {}

  interface Scorer {
    Result score(Map<String, Object> input);
  }

  record Result(double score, String label) {}

  /** A model behind an interface. */
  static final class TreeScorer implements Scorer {
    @Override
    public Result score(Map<String, Object> input) {
      double score = input.get("x") instanceof Number x ? x.doubleValue() / 100 : 0;
      return new Result(score, score > 0.5 ? "bad" : "good");
    }
  }

  /** Scores. */
  public static void main(String[] arguments) {
    Scorer scorer = new TreeScorer();
    for (int i = 0; i < 100; i++) {
      Result result = scorer.score(Map.of("x", i, "kind", List.of("a", "b").get(i % 2)));
      System.out.println(result);
    }
    System.out.println(scorer.getClass().getClassLoader().getClass().getName());
    System.out.println("#expect fat calls=100 rows=100 predictions=100 captured=100 missing.x=0");
  }
}
