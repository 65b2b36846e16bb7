package com.example.credit.model;

import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/**
 * A logistic regression on the German credit data, trained with Tribuo.
 *
 * <p><b>Threads:</b> safe for many.
 */
public final class CreditModel {

  /** The classes in the order of the probabilities. */
  public static final List<String> CLASSES = List.of("good", "bad");

  private final CreditSchema schema;
  private final Model<Label> model;

  /** Wraps a trained model. */
  public CreditModel(CreditSchema schema, Model<Label> model) {
    this.schema = schema;
    this.model = model;
  }

  /** Returns what the model expects. */
  public CreditSchema schema() {
    return schema;
  }

  Model<Label> model() {
    return model;
  }

  /**
   * Returns how likely each class is.
   *
   * @return probabilities in the order of {@link #CLASSES}, their sum is 1
   */
  public double[] predict(FeatureVector features) {
    Map<String, Label> scores =
        model.predict(example(features, LabelFactory.UNKNOWN_LABEL)).getOutputScores();
    double[] probabilities = new double[CLASSES.size()];
    for (int i = 0; i < probabilities.length; i++) {
      Label label = scores.get(CLASSES.get(i));
      if (label == null) {
        throw new IllegalStateException("the model does not know class " + CLASSES.get(i));
      }
      probabilities[i] = label.getScore();
    }
    return probabilities;
  }

  /** Returns a row as Tribuo wants it: numbers as they are, a category as an indicator of 1. */
  public static Example<Label> example(FeatureVector features, Label label) {
    ArrayExample<Label> example = new ArrayExample<>(label);
    features
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Double number) {
                example.add(name, number);
              } else {
                example.add(name + "=" + value, 1.0);
              }
            });
    return example;
  }
}
