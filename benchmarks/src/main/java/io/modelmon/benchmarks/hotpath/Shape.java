package io.modelmon.benchmarks.hotpath;

import java.util.HashMap;
import java.util.Map;

/** What a model's method takes. Each shape is one method of {@link ScoringModel}. */
public enum Shape {
  /** {@code double[30]}. */
  DOUBLES("double[]", 1),
  /** {@code float[30]}. */
  FLOATS("float[]", 1),
  /** A bean of 30 getters. */
  BEAN("io.modelmon.benchmarks.hotpath.Applicant", 1),
  /** 30 primitive parameters. */
  PARAMETERS("double, ".repeat(ScoringModel.FEATURES - 1) + "double", 1),
  /** {@code Map<String, Object>} of 30, five of them strings. */
  MAP("java.util.Map", 1),
  /** {@code double[256][30]}. */
  BATCH("double[][]", 256);

  private static final int STRINGS = 5;

  private final String parameters;
  private final int rows;

  Shape(String parameters, int rows) {
    this.parameters = parameters;
    this.rows = rows;
  }

  /** One call of the model, as the application writes it. */
  public abstract static class Caller {

    /** Calls the model once and returns what it said. */
    public abstract double call();
  }

  /** Returns the rows of one call. */
  public int rows() {
    return rows;
  }

  /** Returns the name of the method of {@link ScoringModel}. */
  public String method() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Returns the method as a rule names it. */
  public String rule() {
    return ScoringModel.class.getName() + "#" + method() + "(" + parameters + ")";
  }

  /**
   * Returns a caller with its own model.
   *
   * @param row 30 numbers; later changes of them show in the calls of array shapes
   * @param repeats see {@link ScoringModel}
   */
  Caller caller(double[] row, int repeats) {
    ScoringModel model = new ScoringModel(repeats);
    return switch (this) {
      case DOUBLES -> new DoublesCaller(model, row);
      case FLOATS -> new FloatsCaller(model, row);
      case BEAN -> new BeanCaller(model, new Applicant(row));
      case PARAMETERS -> new ParametersCaller(model, row);
      case MAP -> new MapCaller(model, row);
      case BATCH -> new BatchCaller(model, row);
    };
  }

  private static final class DoublesCaller extends Caller {
    private final ScoringModel model;
    private final double[] row;

    DoublesCaller(ScoringModel model, double[] row) {
      this.model = model;
      this.row = row;
    }

    @Override
    public double call() {
      return model.doubles(row);
    }
  }

  private static final class FloatsCaller extends Caller {
    private final ScoringModel model;
    private final float[] row = new float[ScoringModel.FEATURES];

    FloatsCaller(ScoringModel model, double[] values) {
      this.model = model;
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) values[i];
      }
    }

    @Override
    public double call() {
      return model.floats(row);
    }
  }

  private static final class BeanCaller extends Caller {
    private final ScoringModel model;
    private final Applicant applicant;

    BeanCaller(ScoringModel model, Applicant applicant) {
      this.model = model;
      this.applicant = applicant;
    }

    @Override
    public double call() {
      return model.bean(applicant);
    }
  }

  private static final class ParametersCaller extends Caller {
    private final ScoringModel model;
    private final double[] r;

    ParametersCaller(ScoringModel model, double[] row) {
      this.model = model;
      this.r = row;
    }

    @Override
    public double call() {
      return model.parameters(
          r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], r[11], r[12], r[13],
          r[14], r[15], r[16], r[17], r[18], r[19], r[20], r[21], r[22], r[23], r[24], r[25], r[26],
          r[27], r[28], r[29]);
    }
  }

  private static final class MapCaller extends Caller {
    private final ScoringModel model;
    private final Map<String, Object> row = new HashMap<>();

    MapCaller(ScoringModel model, double[] values) {
      this.model = model;
      for (int i = 0; i < ScoringModel.FEATURES; i++) {
        row.put("f" + i, i < STRINGS ? (Object) ("value " + i) : (Object) values[i]);
      }
    }

    @Override
    public double call() {
      return model.map(row);
    }
  }

  private static final class BatchCaller extends Caller {
    private final ScoringModel model;
    private final double[][] rows;

    BatchCaller(ScoringModel model, double[] row) {
      this.model = model;
      this.rows = new double[BATCH.rows][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = row.clone();
        rows[i][0] = i;
      }
    }

    @Override
    public double call() {
      return model.batch(rows)[0];
    }
  }
}
