package io.modelmon.benchmarks.hotpath;

/** A bean of 30 numeric properties. */
public class Applicant {

  private final double[] values;

  /**
   * Creates a bean.
   *
   * @param values 30 numbers; kept, not copied
   */
  public Applicant(double[] values) {
    this.values = values;
  }

  /** Returns a feature. */
  public double getF0() {
    return values[0];
  }

  /** Returns a feature. */
  public int getF1() {
    return (int) values[1];
  }

  /** Returns a feature. */
  public long getF2() {
    return (long) values[2];
  }

  /** Returns a feature. */
  public float getF3() {
    return (float) values[3];
  }

  /** Returns a feature. */
  public double getF4() {
    return values[4];
  }

  /** Returns a feature. */
  public int getF5() {
    return (int) values[5];
  }

  /** Returns a feature. */
  public long getF6() {
    return (long) values[6];
  }

  /** Returns a feature. */
  public float getF7() {
    return (float) values[7];
  }

  /** Returns a feature. */
  public double getF8() {
    return values[8];
  }

  /** Returns a feature. */
  public int getF9() {
    return (int) values[9];
  }

  /** Returns a feature. */
  public long getF10() {
    return (long) values[10];
  }

  /** Returns a feature. */
  public float getF11() {
    return (float) values[11];
  }

  /** Returns a feature. */
  public double getF12() {
    return values[12];
  }

  /** Returns a feature. */
  public int getF13() {
    return (int) values[13];
  }

  /** Returns a feature. */
  public long getF14() {
    return (long) values[14];
  }

  /** Returns a feature. */
  public float getF15() {
    return (float) values[15];
  }

  /** Returns a feature. */
  public double getF16() {
    return values[16];
  }

  /** Returns a feature. */
  public int getF17() {
    return (int) values[17];
  }

  /** Returns a feature. */
  public long getF18() {
    return (long) values[18];
  }

  /** Returns a feature. */
  public float getF19() {
    return (float) values[19];
  }

  /** Returns a feature. */
  public double getF20() {
    return values[20];
  }

  /** Returns a feature. */
  public int getF21() {
    return (int) values[21];
  }

  /** Returns a feature. */
  public long getF22() {
    return (long) values[22];
  }

  /** Returns a feature. */
  public float getF23() {
    return (float) values[23];
  }

  /** Returns a feature. */
  public double getF24() {
    return values[24];
  }

  /** Returns a feature. */
  public int getF25() {
    return (int) values[25];
  }

  /** Returns a feature. */
  public long getF26() {
    return (long) values[26];
  }

  /** Returns a feature. */
  public float getF27() {
    return (float) values[27];
  }

  /** Returns a feature. */
  public double getF28() {
    return values[28];
  }

  /** Returns a feature. */
  public int getF29() {
    return (int) values[29];
  }
}
