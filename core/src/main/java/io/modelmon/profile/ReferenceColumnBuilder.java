package io.modelmon.profile;

import io.modelmon.schema.FeatureType;
import io.modelmon.sketch.CategoryTally;
import io.modelmon.sketch.ValueSummary;
import org.jspecify.annotations.Nullable;

/**
 * Builds one column of a reference from two passes over its values: the first finds the cells, the
 * second counts on them exactly.
 *
 * <p>Where no type is declared, a column is numeric when every value of the first pass is a number
 * or the text of one.
 *
 * <p><b>Cost:</b> bounded memory, whatever the number of rows. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class ReferenceColumnBuilder implements ColumnSink {

  private final String name;
  private final @Nullable FeatureType declared;
  private @Nullable FirstPass first = new FirstPass(new ValueSummary(), new CategoryTally());
  private boolean otherTexts;
  private boolean anyValue;
  private @Nullable ColumnCounts counts;
  private long distinct;
  private long unseenValues;

  /** What is kept of the first pass, until the second starts. */
  private record FirstPass(ValueSummary numbers, CategoryTally categories) {}

  /**
   * Creates a builder before its first pass.
   *
   * @param declared the type, or null to find it out
   */
  public ReferenceColumnBuilder(String name, @Nullable FeatureType declared) {
    this.name = name;
    this.declared = declared;
  }

  String name() {
    return name;
  }

  /** Ends the first pass. */
  public void freeze() {
    FirstPass pass = first;
    if (pass == null) {
      throw new IllegalStateException("column '" + name + "' is frozen already");
    }
    FeatureType type = type();
    if (type == null) {
      counts = new PlainCounts(null);
    } else if (type == FeatureType.NUMERIC) {
      counts = new NumericTally(pass.numbers.cut());
      distinct = pass.numbers.distinct();
    } else {
      counts = new CategoricalTally(pass.categories.cut());
      distinct = pass.categories.distinct();
      unseenValues = pass.categories.unseenValues();
    }
    first = null; // much larger than what the second pass needs
  }

  private @Nullable FeatureType type() {
    if (declared != null || !anyValue) {
      return declared;
    }
    return otherTexts ? FeatureType.CATEGORICAL : FeatureType.NUMERIC;
  }

  @Override
  public void number(double value) {
    FirstPass pass = first;
    if (counts != null) {
      counts.number(value);
    } else if (pass != null && Double.isFinite(value)) {
      anyValue = true;
      if (declared != FeatureType.CATEGORICAL) {
        pass.numbers.record(value);
      }
      if (declared != FeatureType.NUMERIC && !(declared == null && tooMany(pass))) {
        pass.categories.record(CellText.category(value));
      }
    }
  }

  /** A column of unknown type with this many different numbers is not worth counting as texts. */
  private boolean tooMany(FirstPass pass) {
    return !otherTexts && pass.numbers.distinct() > ValueSummary.EXACT_VALUES;
  }

  @Override
  public void text(String value) {
    FirstPass pass = first;
    if (counts != null) {
      counts.text(value);
    } else if (pass != null && !CellText.isMissing(value)) {
      anyValue = true;
      boolean number = declared != FeatureType.CATEGORICAL && CellText.isNumber(value);
      if (number) {
        double parsed = Double.parseDouble(value);
        if (Double.isFinite(parsed)) {
          pass.numbers.record(parsed);
        }
      } else {
        otherTexts = true;
      }
      if (declared != FeatureType.NUMERIC && !(number && tooMany(pass))) {
        pass.categories.record(CellText.category(value));
      }
    }
  }

  @Override
  public void wrongType() {
    if (counts != null) {
      counts.wrongType();
    }
  }

  @Override
  public void endCall() {
    if (counts != null) {
      counts.endCall();
    }
  }

  /** Returns the rows counted in the second pass. */
  public long rows() {
    return counts == null ? 0 : counts.rows();
  }

  /**
   * Returns the finished column.
   *
   * @param independent whether the rows are a sample, such as training data, rather than a series
   *     in time whose dependence was measured
   */
  public ReferenceColumn build(boolean independent) {
    ColumnCounts counted = counts;
    if (counted == null) {
      throw new IllegalStateException("column '" + name + "' has not been frozen and counted");
    }
    double effectiveRows = independent ? (double) counted.rows() : counted.effectiveRows();
    ColumnTotals totals =
        new ColumnTotals(counted.rows(), counted.missing(), counted.invalid(), effectiveRows);
    if (counted instanceof NumericTally numeric) {
      return numeric.build(name, totals, independent, distinct);
    }
    if (counted instanceof CategoricalTally categorical) {
      return categorical.build(name, totals, independent, distinct, unseenValues);
    }
    return new EmptyReference(name, totals);
  }
}
