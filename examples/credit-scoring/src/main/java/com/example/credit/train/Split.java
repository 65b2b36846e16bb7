package com.example.credit.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A random split of the loans.
 *
 * @param training what the model learns from and the reference profile is built of
 * @param heldOut what the model has never seen; live traffic is made of it
 */
public record Split(List<Application> training, List<Application> heldOut) {

  /** Copies the lists. */
  public Split {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * Splits the loans at random.
   *
   * @param trainingRows how many go into training
   * @param seed any number; the same gives the same split
   */
  public static Split of(List<Application> rows, int trainingRows, long seed) {
    List<Application> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    return new Split(
        shuffled.subList(0, trainingRows), shuffled.subList(trainingRows, shuffled.size()));
  }
}
