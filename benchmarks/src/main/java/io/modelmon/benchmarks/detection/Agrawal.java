package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * AGRAWAL: nine features of loan applicants, and the first two of the ten labelling functions: by
 * age, then by age and salary.
 *
 * @see "R. Agrawal, T. Imielinski, A. Swami, Database mining: a performance perspective, IEEE
 *     Transactions on Knowledge and Data Engineering 5, 1993"
 */
record Agrawal() implements Generator {

  private static final double NOISE = 0.05;

  @Override
  public String name() {
    return "AGRAWAL";
  }

  @Override
  public int features() {
    return 9;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public int draw(RandomGenerator random, int concept, double[] row) {
    double salary = random.nextDouble(20_000, 150_000);
    double age = random.nextInt(20, 81);
    int zipCode = random.nextInt(9);
    row[0] = salary;
    row[1] = salary >= 75_000 ? 0 : random.nextDouble(10_000, 75_000);
    row[2] = age;
    row[3] = random.nextInt(5);
    row[4] = random.nextInt(1, 21);
    row[5] = zipCode;
    row[6] = random.nextDouble(50_000, 150_000) * (9 - zipCode);
    row[7] = random.nextInt(1, 31);
    row[8] = random.nextDouble(500_000);
    boolean groupA = concept == 0 ? age < 40 || age >= 60 : byAgeAndSalary(age, salary);
    int label = groupA ? 0 : 1;
    return random.nextDouble() < NOISE ? 1 - label : label;
  }

  private static boolean byAgeAndSalary(double age, double salary) {
    if (age < 40) {
      return salary >= 50_000 && salary <= 100_000;
    }
    return age < 60 ? salary >= 75_000 && salary <= 125_000 : salary >= 25_000 && salary <= 75_000;
  }
}
