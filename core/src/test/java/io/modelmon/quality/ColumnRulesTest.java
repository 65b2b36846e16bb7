package io.modelmon.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.PlainCounts;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ValueRange;
import io.modelmon.schema.FeatureType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every rule on windows made for it. All seeds are fixed: no test can fail by chance. */
class ColumnRulesTest {

  private final SplittableRandom random = new SplittableRandom(3);
  private final ReferenceColumn numbers = Columns.reference(5_000, this::uniform);
  private final ReferenceColumn letters = Columns.reference(5_000, this::letter);

  private Object uniform() {
    return random.nextDouble();
  }

  private Object letter() {
    return "c" + random.nextInt(5);
  }

  private Supplier<Object> mixed(double share, Object other, Supplier<Object> usual) {
    return () -> random.nextDouble() < share ? other : usual.get();
  }

  private static QualityResult evaluate(QualityRule rule, ColumnWindow window) {
    for (ColumnRule candidate : ColumnRules.all()) {
      if (candidate.rule() == rule) {
        return requireNonNull(candidate.evaluate(window), "not applicable");
      }
    }
    throw new AssertionError(rule);
  }

  private static QualityResult evaluate(
      QualityRule rule, ReferenceColumn reference, ColumnCounts counts) {
    return evaluate(rule, Columns.against(reference, counts));
  }

  /** Returns the rules that flag a window. */
  private static List<QualityRule> issues(ReferenceColumn reference, ColumnCounts counts) {
    return ColumnRules.all().stream()
        .map(rule -> rule.evaluate(Columns.against(reference, counts)))
        .filter(result -> result != null && result.status() == QualityStatus.ISSUE)
        .map(result -> requireNonNull(result).rule())
        .toList();
  }

  @Test
  void all_rules_areThoseAboutColumns() {
    assertThat(ColumnRules.all())
        .extracting(ColumnRule::rule)
        .containsExactlyElementsOf(
            Arrays.stream(QualityRule.values())
                .filter(rule -> rule != QualityRule.DUPLICATE_ROWS)
                .toList());
  }

  @Test
  void all_emptyOrTinyWindow_decideNothing() {
    for (ReferenceColumn reference : List.of(numbers, letters)) {
      for (int n : new int[] {0, 1, 2}) {
        ColumnCounts counts = Columns.window(reference, n, () -> reference == numbers ? 0.5 : "c1");
        for (ColumnRule rule : ColumnRules.all()) {
          QualityResult result = rule.evaluate(Columns.against(reference, counts));
          if (result != null) {
            assertThat(result.status()).as("%s", result).isEqualTo(QualityStatus.UNDECIDED);
            assertThat(result.interval().lower()).isNotNaN();
          }
        }
      }
    }
  }

  @Test
  void all_windowLikeTheReference_flagNothing() {
    assertThat(issues(numbers, Columns.window(numbers, 1_000, this::uniform))).isEmpty();
    assertThat(issues(letters, Columns.window(letters, 1_000, this::letter))).isEmpty();
  }

  @Test
  void all_everythingMissing_flagOnlyThat() {
    assertThat(issues(numbers, Columns.window(numbers, 1_000, () -> Double.NaN)))
        .containsExactly(QualityRule.MISSING);
    assertThat(issues(letters, Columns.window(letters, 1_000, () -> " ")))
        .containsExactly(QualityRule.MISSING);
  }

  @Test
  void missing_quarterOfTheValues_isCounted() {
    ColumnCounts counts = Columns.window(numbers, 1_000, mixed(0.25, Double.NaN, this::uniform));
    QualityResult result = evaluate(QualityRule.MISSING, numbers, counts);

    assertThat(result.status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(result.rate().hits()).isEqualTo(counts.missing());
    assertThat(result.baseline().share()).isZero();
    assertThat(result.interval().lower()).isBetween(0.2, 0.25);
  }

  @Test
  void missing_inOneBurst_isWorthFewRows() {
    ColumnCounts counts = Columns.window(numbers, 900, this::uniform);
    Columns.serve(counts, 100, () -> Double.NaN);
    QualityResult result = evaluate(QualityRule.MISSING, numbers, counts);

    assertThat(result.rate().effectiveN()).isLessThan(50);
    assertThat(result.status()).isEqualTo(QualityStatus.UNDECIDED);
  }

  @Test
  void nonFinite_andWrongType_areToldApart() {
    Supplier<Object> values =
        mixed(
            0.2, Double.POSITIVE_INFINITY, mixed(0.1, List.of(), mixed(0.1, "two", this::uniform)));
    ColumnCounts counts = Columns.window(numbers, 1_000, values);

    assertThat(issues(numbers, counts))
        .containsExactly(QualityRule.NON_FINITE, QualityRule.WRONG_TYPE);
    assertThat(evaluate(QualityRule.NON_FINITE, numbers, counts).rate().share())
        .isCloseTo(0.2, within(0.05));
    assertThat(evaluate(QualityRule.WRONG_TYPE, numbers, counts).rate().share())
        .isCloseTo(0.8 * 0.19, within(0.05));
  }

  @Test
  void nonFinite_inOneBurst_isWorthFewRows() {
    ColumnCounts counts = Columns.window(numbers, 900, this::uniform);
    Columns.serve(counts, 100, () -> Double.NEGATIVE_INFINITY);

    assertThat(evaluate(QualityRule.NON_FINITE, numbers, counts).rate().effectiveN())
        .isLessThan(50);
    assertThat(evaluate(QualityRule.WRONG_TYPE, numbers, counts).rate().effectiveN())
        .isEqualTo(1_000);
  }

  @Test
  void wrongType_withoutReference_isAnIssueByItself() {
    PlainCounts counts = new PlainCounts(FeatureType.NUMERIC);
    Columns.serve(counts, 1_000, mixed(0.2, "two", this::uniform));
    ColumnWindow window = Columns.against(null, counts);

    assertThat(evaluate(QualityRule.WRONG_TYPE, window).status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(evaluate(QualityRule.MISSING, window).status()).isEqualTo(QualityStatus.UNDECIDED);
  }

  @Test
  void outOfRange_aboveTheReference_isCounted() {
    ColumnCounts counts = Columns.window(numbers, 1_000, mixed(0.15, 1.5, this::uniform));
    QualityResult result = evaluate(QualityRule.OUT_OF_RANGE, numbers, counts);

    assertThat(result.status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(result.rate().share()).isCloseTo(0.15, within(0.05));
    assertThat(result.baseline().share()).isCloseTo(2.0 / 5_001, within(1e-12));
  }

  @Test
  void outOfRange_extremesServedAsFloat_areInRange() {
    ReferenceColumn decimals = Columns.reference(5_000, () -> random.nextInt(2) == 0 ? 0.1 : 0.7);
    ColumnCounts counts =
        Columns.window(decimals, 1_000, () -> (double) (random.nextInt(2) == 0 ? 0.1f : 0.7f));

    assertThat(evaluate(QualityRule.OUT_OF_RANGE, decimals, counts).rate().hits()).isZero();
  }

  @Test
  void outOfRange_declaredLimits_goBeforeTheReference() {
    ValueRange range = new ValueRange(0.2, 2.0);
    ColumnCounts counts = ColumnCounts.against(numbers, range);
    Columns.serve(counts, 1_000, mixed(0.3, 1.5, this::uniform));
    QualityResult result =
        evaluate(
            QualityRule.OUT_OF_RANGE, new ColumnWindow(counts, numbers, range, 0.05, Double.NaN));

    // 1.5 is allowed now; what is below 0.2 is not, but the reference is no better.
    assertThat(result.rate().share()).isCloseTo(0.7 * 0.2, within(0.05));
    assertThat(result.baseline().share()).isCloseTo(0.2, within(0.02));
    assertThat(result.status()).isEqualTo(QualityStatus.QUIET);
  }

  @Test
  void outOfRange_declaredLimitsWithoutReference_allowNothing() {
    ValueRange range = new ValueRange(0.0, null);
    PlainCounts counts = new PlainCounts(FeatureType.NUMERIC, range);
    Columns.serve(counts, 1_000, mixed(0.1, -1.0, this::uniform));
    QualityResult result =
        evaluate(QualityRule.OUT_OF_RANGE, new ColumnWindow(counts, null, range, 0.05, Double.NaN));

    assertThat(result.status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(result.rate().n()).isEqualTo(1_000);
  }

  @Test
  void outOfRange_inOneBurst_isWorthFewValues() {
    ColumnCounts counts = ColumnCounts.against(numbers);
    double[] values = new double[256];
    for (int block = 0; block < 4; block++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = block == 2 ? 5 : random.nextDouble();
      }
      counts.numbers(values, values.length);
    }
    QualityResult result = evaluate(QualityRule.OUT_OF_RANGE, numbers, counts);

    assertThat(result.rate().hits()).isEqualTo(256);
    assertThat(result.rate().effectiveN()).isLessThan(50);
  }

  @Test
  void unseen_newCategory_isCounted() {
    ColumnCounts counts = Columns.window(letters, 1_000, mixed(0.2, "new", this::letter));
    QualityResult result = evaluate(QualityRule.UNSEEN, letters, counts);

    assertThat(issues(letters, counts)).containsExactly(QualityRule.UNSEEN);
    assertThat(result.rate().share()).isCloseTo(0.2, within(0.05));
    assertThat(result.baseline().share()).isZero();
  }

  @Test
  void unseen_smallReferenceOfRareCategories_expectsNewOnes() {
    Supplier<Object> id = () -> "id" + random.nextInt(100_000);
    ReferenceColumn rare = Columns.reference(100, id);

    assertThat(issues(rare, Columns.window(rare, 1_000, id))).isEmpty();
  }

  @Test
  void constant_numberOrCategory_isAnIssueAndStuck() {
    assertThat(issues(numbers, Columns.window(numbers, 200, () -> 0.5)))
        .containsExactly(QualityRule.CONSTANT, QualityRule.STUCK);
    ColumnCounts held = Columns.window(letters, 200, () -> "c1");
    ColumnWindow changing = new ColumnWindow(held, letters, ValueRange.UNDECLARED, 0.05, 0.1);
    assertThat(evaluate(QualityRule.CONSTANT, changing).status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(evaluate(QualityRule.STUCK, changing).status()).isEqualTo(QualityStatus.ISSUE);
  }

  @Test
  void constant_frequentCategoryThatNeverChanged_isLeftAlone() {
    assertThat(issues(letters, Columns.window(letters, 200, () -> "c1"))).isEmpty();
  }

  @Test
  void constant_inTheReferenceToo_isNone() {
    ReferenceColumn constant = Columns.reference(5_000, () -> 3.0);

    assertThat(issues(constant, Columns.window(constant, 1_000, () -> 3.0))).isEmpty();
  }

  @Test
  void constant_commonValueInASmallWindow_isNone() {
    ReferenceColumn mostlyZero = Columns.reference(5_000, mixed(0.99, 0.0, this::uniform));
    ColumnCounts counts = Columns.window(mostlyZero, 200, () -> 0.0);

    // 0.99 to the power of 199 is 0.14.
    QualityResult result =
        evaluate(
            QualityRule.CONSTANT,
            new ColumnWindow(counts, mostlyZero, ValueRange.UNDECLARED, 0.05, 0));
    assertThat(result.status()).isEqualTo(QualityStatus.QUIET);
    assertThat(result.rate().share()).isEqualTo(1);
    assertThat(result.pValue()).isCloseTo(0.14, within(0.1));
  }

  @Test
  void stuck_atTheEnd_isAnIssueAndNotConstant() {
    ColumnCounts counts = Columns.window(numbers, 900, this::uniform);
    Columns.serve(counts, 100, () -> 0.25);
    QualityResult result = evaluate(QualityRule.STUCK, numbers, counts);

    assertThat(issues(numbers, counts)).containsExactly(QualityRule.STUCK);
    assertThat(result.rate().hits()).isEqualTo(100);
  }

  @Test
  void stuck_shortRunOrOver_isNone() {
    ColumnCounts shortRun = Columns.window(numbers, 981, this::uniform);
    Columns.serve(shortRun, 19, () -> 0.25);
    ColumnCounts over = Columns.window(numbers, 900, () -> 0.25);
    Columns.serve(over, 100, this::uniform);

    assertThat(evaluate(QualityRule.STUCK, numbers, shortRun).status())
        .isEqualTo(QualityStatus.QUIET);
    assertThat(evaluate(QualityRule.STUCK, numbers, over).status()).isEqualTo(QualityStatus.QUIET);
  }

  @Test
  void stuck_inASeriesThatRepeatsItself_needsALongerRun() {
    ColumnCounts counts = Columns.window(numbers, 900, this::uniform);
    Columns.serve(counts, 100, () -> 0.25);
    ColumnWindow sticky = new ColumnWindow(counts, numbers, ValueRange.UNDECLARED, 0.05, 0.95);

    // 0.95 to the power of 99 is 0.006.
    assertThat(evaluate(QualityRule.STUCK, sticky).status()).isEqualTo(QualityStatus.QUIET);
  }

  @Test
  void cardinality_identifiersInPlaceOfCategories_isAnIssue() {
    ReferenceColumn many = Columns.reference(5_000, () -> "c" + random.nextInt(300));
    ColumnCounts counts =
        Columns.window(many, 1_000, () -> "c" + Long.toHexString(random.nextLong()));
    QualityResult result = evaluate(QualityRule.CARDINALITY, many, counts);

    assertThat(result.status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(result.rate().hits()).isEqualTo(1_000);
    assertThat(result.baseline().share()).isBetween(0.2, 0.3);
  }

  @Test
  void cardinality_fewCategoriesOfMany_isNone() {
    ReferenceColumn many = Columns.reference(5_000, () -> "c" + random.nextInt(300));
    ColumnCounts counts = Columns.window(many, 1_000, () -> "c" + random.nextInt(10));
    QualityResult result = evaluate(QualityRule.CARDINALITY, many, counts);

    assertThat(result.status()).isEqualTo(QualityStatus.QUIET);
    assertThat(result.rate().hits()).isEqualTo(10);
  }
}
