package io.modelmon.alert.indicator;

import java.util.ArrayList;
import java.util.List;

/** The metrics, against labels and estimated, that rules can name, by what a model predicts. */
public final class PerformanceIndicators {

  private static final List<String> CLASS_SHARES =
      List.of(
          "accuracy",
          "balanced_accuracy",
          "precision",
          "recall",
          "specificity",
          "f1",
          "f_beta",
          "roc_auc",
          "pr_auc",
          "ece",
          "precision_macro",
          "precision_micro",
          "precision_weighted",
          "recall_macro",
          "recall_micro",
          "recall_weighted",
          "f1_macro",
          "f1_micro",
          "f1_weighted",
          "f_beta_macro",
          "f_beta_micro",
          "f_beta_weighted");

  private static final List<String> CLASS_NUMBERS = List.of("mcc", "log_loss", "brier", "lift");

  private static final List<String> NUMBERS =
      List.of(
          "mse",
          "rmse",
          "mae",
          "mape",
          "smape",
          "r2",
          "error_q05",
          "error_q50",
          "error_q95",
          "bias",
          "error_variance");

  private static final List<String> RANKINGS = List.of("ndcg_at_k", "map", "hit_rate");

  private static final List<String> ESTIMATED_SHARES =
      List.of(
          "accuracy",
          "precision",
          "recall",
          "specificity",
          "f1",
          "roc_auc",
          "precision_macro",
          "recall_macro",
          "f1_macro");

  private static final List<String> ESTIMATED_NUMBERS = List.of("mae", "mse", "rmse");

  private PerformanceIndicators() {}

  /** Returns those of models that predict classes or their probabilities. */
  public static List<Indicator> ofClasses() {
    return StandardIndicators.performance(CLASS_SHARES, CLASS_NUMBERS);
  }

  /** Returns those of models that predict numbers. */
  public static List<Indicator> ofNumbers() {
    return StandardIndicators.performance(List.of(), NUMBERS);
  }

  /** Returns those of models that predict lists. */
  public static List<Indicator> ofRankings() {
    return StandardIndicators.performance(RANKINGS, List.of());
  }

  /** Returns all of them. */
  public static List<Indicator> all() {
    List<String> shares = new ArrayList<>(CLASS_SHARES);
    shares.addAll(RANKINGS);
    List<String> numbers = new ArrayList<>(CLASS_NUMBERS);
    numbers.addAll(NUMBERS);
    return StandardIndicators.performance(shares, numbers);
  }

  /**
   * Returns the estimates without labels.
   *
   * @param numbers whether numbers are predicted, and not classes
   */
  public static List<Indicator> estimated(boolean numbers) {
    List<Indicator> all = new ArrayList<>();
    for (String name : numbers ? ESTIMATED_NUMBERS : ESTIMATED_SHARES) {
      all.add(
          new Indicator(
              "estimated." + name,
              numbers ? IndicatorUnit.NUMBER : IndicatorUnit.SHARE,
              "estimate of that metric without labels; compared by its whole 99 % interval",
              true));
    }
    return all;
  }
}
