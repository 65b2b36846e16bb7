package io.modelmon.quality;

import java.util.List;

/** All rules about columns, in the order of {@link QualityRule}. */
public final class ColumnRules {

  private static final List<ColumnRule> ALL =
      List.of(
          new MissingValues(),
          new NonFiniteValues(),
          new WrongTypes(),
          new ValuesOutOfRange(),
          new UnseenCategories(),
          new ConstantColumn(),
          new StuckValue(),
          new CardinalityExplosion());

  private ColumnRules() {}

  /** Returns the rules. */
  public static List<ColumnRule> all() {
    return ALL;
  }
}
