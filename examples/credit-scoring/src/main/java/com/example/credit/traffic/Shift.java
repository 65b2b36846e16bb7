package com.example.credit.traffic;

import com.example.credit.model.CreditSchema;
import com.example.credit.model.FeatureVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The shifted population: a campaign for large, long loans to founders and students.
 *
 * <p>Each row keeps all its values but three, which are drawn anew, each on its own and
 * independently of the rest of the row:
 *
 * <ul>
 *   <li>{@code duration}: 24, 30, 36, 42, 48 or 60 months, equally likely;
 *   <li>{@code credit_amount}: uniform between 4,000 and 16,000, in whole marks;
 *   <li>{@code purpose}: business 45 %, education 35 %, new car 10 %, other 10 %.
 * </ul>
 *
 * <p>So the distribution of exactly these three features changes, that of every other stays what it
 * is in the rows, value for value. What the model answers changes as a consequence.
 */
public final class Shift {

  /** The features whose distribution changes. */
  public static final Set<String> FEATURES = Set.of("duration", "credit_amount", "purpose");

  private static final List<Double> DURATIONS = List.of(24.0, 30.0, 36.0, 42.0, 48.0, 60.0);
  private static final int LEAST_AMOUNT = 4_000;
  private static final int AMOUNT_SPAN = 12_001;

  private final CreditSchema schema;
  private final Random random;

  /** Creates a shift with its own source of chance. */
  public Shift(CreditSchema schema, long seed) {
    this.schema = schema;
    this.random = new Random(seed);
  }

  /** Returns the row as the shifted population has it. */
  public FeatureVector shift(FeatureVector row) {
    Map<String, Object> values = new LinkedHashMap<>(row.values());
    values.put("duration", DURATIONS.get(random.nextInt(DURATIONS.size())));
    values.put("credit_amount", (double) (LEAST_AMOUNT + random.nextInt(AMOUNT_SPAN)));
    values.put("purpose", purpose(random.nextDouble()));
    return schema.vector(values);
  }

  private static String purpose(double u) {
    if (u < 0.45) {
      return "business";
    }
    if (u < 0.80) {
      return "education";
    }
    return u < 0.90 ? "new car" : "other";
  }
}
