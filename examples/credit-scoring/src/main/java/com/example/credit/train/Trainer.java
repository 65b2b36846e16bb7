package com.example.credit.train;

import com.example.credit.model.Attribute;
import com.example.credit.model.CreditModel;
import com.example.credit.model.CreditSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** Trains the credit model: standardised numbers, indicator columns, logistic regression. */
final class Trainer {

  private static final int EPOCHS = 20;
  private static final int MINI_BATCH = 16;
  private static final double LEARNING_RATE = 0.1;
  private static final int NO_LOGGING = -1;
  private static final long SEED = 1;
  private static final int FOLDS = 10;

  private final CreditSchema schema;
  private final LabelFactory labels = new LabelFactory();

  Trainer(CreditSchema schema) {
    this.schema = schema;
  }

  CreditModel train(List<Application> rows) {
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("German credit", labels), labels);
    for (Application row : rows) {
      dataset.add(CreditModel.example(row.features(), new Label(row.risk())));
    }
    LinearSGDTrainer logistic =
        new LinearSGDTrainer(
            new LogMulticlass(), new AdaGrad(LEARNING_RATE), EPOCHS, NO_LOGGING, MINI_BATCH, SEED);
    return new CreditModel(schema, new TransformTrainer<>(logistic, standardised()).train(dataset));
  }

  /** Returns for each row the probability of bad by a model that learned from the other folds. */
  double[] crossValidated(List<Application> rows) {
    double[] probabilities = new double[rows.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Application> others = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        if (i % FOLDS != fold) {
          others.add(rows.get(i));
        }
      }
      CreditModel model = train(others);
      for (int i = fold; i < rows.size(); i += FOLDS) {
        probabilities[i] = probabilityBad(model, rows.get(i));
      }
    }
    return probabilities;
  }

  static double probabilityBad(CreditModel model, Application row) {
    return model.predict(row.features())[CreditModel.CLASSES.indexOf("bad")];
  }

  private TransformationMap standardised() {
    Map<String, List<Transformation>> byColumn = new LinkedHashMap<>();
    for (Attribute attribute : schema.attributes()) {
      if (attribute.numeric()) {
        byColumn.put(attribute.name(), List.of(new MeanStdDevTransformation()));
      }
    }
    return new TransformationMap(byColumn);
  }
}
