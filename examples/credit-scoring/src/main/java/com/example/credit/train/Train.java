package com.example.credit.train;

import com.example.credit.Options;
import com.example.credit.model.CreditModel;
import com.example.credit.model.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Trains the credit model and leaves, in one folder: the model, {@code training.csv} (the rows it
 * learned from; in column {@code prediction} its probability of {@code bad} for them, in {@code
 * cross_validated} that of a model that did not learn from the row, in {@code risk} the truth) and
 * {@code heldout.csv} (the other rows, with the truth as well).
 */
public final class Train {

  /** How many of the 1,000 loans the model learns from. */
  public static final int TRAINING_ROWS = 600;

  // Held here because loggers are weakly referenced and forget their level.
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  private static final String USAGE =
      """
      usage: java -cp credit-scoring.jar com.example.credit.train.Train [options]
        --data FILE    the German credit data
                       (target/data/weka/gui/knowledgeflow/templates/credit-g.arff)
        --out FOLDER   where the model and the CSV files go (work)
        --seed N       which random split (1)""";

  private Train() {}

  /** Trains. */
  public static void main(String[] args) throws IOException {
    TRIBUO.setLevel(Level.WARNING);
    Options options =
        Options.parse(
            args,
            USAGE,
            Map.of(
                "data",
                "target/data/weka/gui/knowledgeflow/templates/credit-g.arff",
                "out",
                "work",
                "seed",
                "1"));
    CreditData data = ArffReader.read(Path.of(options.text("data")));
    run(data, options.number("seed"), Path.of(options.text("out")));
  }

  /** Trains on a split and writes all files. */
  public static void run(CreditData data, long seed, Path folder) throws IOException {
    Files.createDirectories(folder);
    Split split = Split.of(data.rows(), TRAINING_ROWS, seed);
    CreditModel model = new Trainer(data.schema()).train(split.training());
    ModelFiles.save(model, folder, "credit");
    double[] crossValidated = new Trainer(data.schema()).crossValidated(split.training());
    Csv.write(
        folder.resolve("training.csv"), withPrediction(model, split.training(), crossValidated));
    Csv.write(
        folder.resolve("heldout.csv"),
        split.heldOut().stream().map(row -> withRisk(row, Map.of())).toList());
    System.out.printf(
        Locale.ROOT,
        "trained on %d loans; on the %d others %.1f %% right, AUC %.3f%n",
        split.training().size(),
        split.heldOut().size(),
        100 * Quality.accuracy(model, split.heldOut()),
        Quality.areaUnderCurve(model, split.heldOut()));
  }

  private static List<Map<String, Object>> withPrediction(
      CreditModel model, List<Application> rows, double[] crossValidated) {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Application row = rows.get(i);
      Map<String, Object> answers = new LinkedHashMap<>();
      answers.put("prediction", Trainer.probabilityBad(model, row));
      answers.put("cross_validated", crossValidated[i]);
      columns.add(withRisk(row, answers));
    }
    return columns;
  }

  private static Map<String, Object> withRisk(Application row, Map<String, Object> answers) {
    Map<String, Object> values = new LinkedHashMap<>(row.features().values());
    values.putAll(answers);
    values.put("risk", row.risk());
    return values;
  }
}
