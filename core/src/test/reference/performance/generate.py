"""Writes the reference values that the tests of io.modelmon.performance read.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

Every file starts with a line that says which versions wrote it. Lists inside a cell are separated by
spaces. An empty value means that the metric is undefined by the policy of this project, where
scikit-learn warns and returns 0 or 1; with one class averaged over, `zero_division` is NaN. Lift,
SMAPE, the calibration error and the hit rate, which scikit-learn lacks, are written out here.
"""

import csv
import pathlib
import platform
import warnings

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn import metrics as sk
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "performance"
SEED = 20250117
PROVENANCE = (
    f"# generate.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__},"
    f" SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}"
)
BETA = 2.0
SHARE = 0.1
BINS = 10
NAN = float("nan")
warnings.simplefilter("ignore")


def cell(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else repr(float(value))
    return str(value)


def write(name, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        file.write(PROVENANCE + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0].keys())
        for row in rows:
            writer.writerow([cell(v) for v in row.values()])


def divide(a, b):
    return a / b if b else NAN


def calibration_error(score, hit):
    bins = np.minimum((score * BINS).astype(int), BINS - 1)
    return sum(abs(np.sum(score[bins == b] - hit[bins == b])) for b in range(BINS)) / len(score)


def lift(score, hit):
    n = len(score)
    places = int(np.floor(n * SHARE + 0.5))
    if hit.sum() == 0 or places == 0:
        return NAN
    last = np.sort(score)[::-1][places - 1]
    above, tied = score > last, score == last
    hits = hit[above].sum() + hit[tied].mean() * (places - above.sum())
    return hits / places / hit.mean()


def binary_metrics(actual, predicted, score):
    one = len(set(actual)) == 1
    kind = dict(zero_division=np.nan, labels=[0, 1], average=None)
    f_beta = sk.fbeta_score(actual, predicted, beta=BETA, **kind)[1]
    return {
        "accuracy": sk.accuracy_score(actual, predicted),
        "balanced_accuracy": NAN if one else sk.balanced_accuracy_score(actual, predicted),
        "precision": sk.precision_score(actual, predicted, **kind)[1],
        "recall": sk.recall_score(actual, predicted, **kind)[1],
        "specificity": sk.recall_score(actual, predicted, **kind)[0],
        "f1": sk.f1_score(actual, predicted, **kind)[1],
        "f_beta": f_beta,
        "mcc": NAN if one or len(set(predicted)) == 1 else sk.matthews_corrcoef(actual, predicted),
        "log_loss": sk.log_loss(actual, score, labels=[0, 1]),
        "brier": sk.brier_score_loss(actual, score, labels=[0, 1], pos_label=1),
        "roc_auc": NAN if one else sk.roc_auc_score(actual, score),
        "pr_auc": NAN if one else sk.average_precision_score(actual, score),
        "ece": calibration_error(score, actual),
        "lift": lift(score, actual),
    }


def binary_cases(rng):
    yield "all right", np.array([0, 1, 0, 1, 1] * 4), np.array([0, 1, 0, 1, 1] * 4), np.array([0.1, 0.9, 0.2, 0.8, 0.7] * 4)
    yield "all wrong", np.array([0, 1, 0, 1, 1] * 4), np.array([1, 0, 1, 0, 0] * 4), np.array([0.9, 0.1, 0.8, 0.2, 0.3] * 4)
    yield "only positive", np.ones(20, int), np.array([0, 1] * 10), np.linspace(0.05, 0.95, 20)
    yield "only negative", np.zeros(20, int), np.array([0, 1] * 10), np.linspace(0.05, 0.95, 20)
    yield "only negative and none predicted", np.zeros(20, int), np.zeros(20, int), np.full(20, 0.1)
    yield "never positive", np.array([0, 1] * 10), np.zeros(20, int), np.full(20, 0.4)
    yield "certain and wrong", np.array([0, 1, 0, 1] * 5), np.array([1, 0, 0, 1] * 5), np.array([1.0, 0.0, 0.0, 1.0] * 5)
    yield "nearly certain", np.array([0, 1, 0, 1] * 5), np.array([1, 0, 0, 1] * 5), np.array([1 - 1e-17, 1e-300, 1e-12, 1 - 1e-12] * 5)
    yield "constant score", rng.integers(0, 2, 40), rng.integers(0, 2, 40), np.full(40, 0.5)
    yield "one row", np.array([1]), np.array([1]), np.array([0.75])
    for n, base, power, digits in [(30, 0.5, 1, 2), (57, 0.3, 2, 1), (100, 0.1, 1, 17), (200, 0.5, 3, 2),
                                   (333, 0.7, 1, 17), (500, 0.05, 2, 3), (1000, 0.5, 1, 17), (150, 0.9, 1, 1)]:
        actual = (rng.random(n) < base).astype(int)
        score = np.round(1 / (1 + np.exp(-(rng.normal(size=n) + power * (actual - 0.5)))), digits)
        yield f"n {n} base {base}", actual, (score >= 0.5).astype(int), score


def multiclass_metrics(actual, predicted, scores):
    k = scores.shape[1]
    one = len(set(actual)) == 1
    present = [c for c in range(k) if 0 < np.sum(actual == c) < len(actual)]
    result = {
        "accuracy": sk.accuracy_score(actual, predicted),
        "balanced_accuracy": NAN if one else sk.balanced_accuracy_score(actual, predicted),
        "mcc": NAN if one or len(set(predicted)) == 1 else sk.matthews_corrcoef(actual, predicted),
        "log_loss": sk.log_loss(actual, scores, labels=list(range(k))),
        "brier": sk.brier_score_loss(actual, scores, labels=list(range(k))),
        "roc_auc": np.mean([sk.roc_auc_score(actual == c, scores[:, c]) for c in present]) if present else NAN,
        "pr_auc": np.mean([sk.average_precision_score(actual == c, scores[:, c]) for c in present]) if present else NAN,
        "ece": calibration_error(scores[np.arange(len(actual)), predicted], (actual == predicted).astype(int)),
    }
    for average in ["macro", "micro", "weighted"]:
        kind = dict(average=average, labels=list(range(k)), zero_division=np.nan)
        result[f"precision_{average}"] = sk.precision_score(actual, predicted, **kind)
        result[f"recall_{average}"] = sk.recall_score(actual, predicted, **kind)
        result[f"f1_{average}"] = sk.f1_score(actual, predicted, **kind)
        result[f"f_beta_{average}"] = sk.fbeta_score(actual, predicted, beta=BETA, **kind)
    return result


def multiclass_cases(rng):
    for n, k, strength in [(30, 3, 1.0), (60, 3, 3.0), (200, 4, 1.5), (500, 5, 2.0), (40, 8, 1.0), (100, 2, 1.0)]:
        weights = np.arange(1, k + 1) / np.arange(1, k + 1).sum()
        actual = rng.choice(k, n, p=weights)
        logits = rng.normal(size=(n, k)) + strength * np.eye(k)[actual]
        scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        yield f"n {n} k {k}", actual, scores.argmax(axis=1), scores
    scores = np.tile([0.2, 0.5, 0.3], (12, 1))
    yield "one class predicted", np.array([0, 1, 2] * 4), np.ones(12, int), scores
    yield "one class labelled", np.zeros(12, int), np.array([0, 1, 2] * 4), scores
    yield "a class never seen", np.array([0, 1, 1] * 4), np.array([0, 1, 0] * 4), scores
    yield "all right", np.array([0, 1, 2] * 4), np.array([0, 1, 2] * 4), np.tile(np.eye(3), (4, 1))
    yield "all wrong", np.array([0, 1, 2] * 4), np.array([1, 2, 0] * 4), np.tile(np.eye(3)[[1, 2, 0]], (4, 1))


def regression_metrics(actual, predicted):
    error = predicted - actual
    total = np.abs(actual) + np.abs(predicted)
    with np.errstate(all="ignore"):
        smape = np.mean(np.where(error == 0, 0, 2 * np.abs(error) / total))
    return {
        "mse": sk.mean_squared_error(actual, predicted),
        "rmse": sk.root_mean_squared_error(actual, predicted),
        "mae": sk.mean_absolute_error(actual, predicted),
        "mape": NAN if np.any(actual == 0) else sk.mean_absolute_percentage_error(actual, predicted),
        "smape": smape,
        "r2": NAN if len(actual) < 2 or np.ptp(actual) == 0 else sk.r2_score(actual, predicted),
        "error_q05": np.quantile(error, 0.05),
        "error_q50": np.quantile(error, 0.5),
        "error_q95": np.quantile(error, 0.95),
        "bias": error.mean(),
        "error_variance": error.var(ddof=1) if len(error) > 1 else NAN,
    }


def regression_cases(rng):
    for n in [2, 5, 30, 101, 400]:
        actual = rng.normal(10, 3, n)
        yield f"normal {n}", actual, actual + rng.normal(0.5, 1, n)
    actual = rng.lognormal(0, 1, 200)
    yield "skewed", actual, actual * rng.lognormal(0, 0.4, 200)
    yield "ties", np.round(rng.normal(0, 2, 80)) + 0.25, np.round(rng.normal(0, 2, 80)) + 0.25
    yield "zero labels", np.array([0.0, 1, 2, 0, 3]), np.array([0.0, 1, 2.5, 1, 3])
    yield "all right", np.arange(1.0, 9), np.arange(1.0, 9)
    yield "constant labels", np.full(6, 3.0), np.array([2.0, 3, 4, 3, 2.5, 3.5])
    yield "worse than the mean", np.array([1.0, 2, 3, 4]), np.array([9.0, -9, 9, -9])
    yield "far from zero", 1e9 + rng.normal(size=50), 1e9 + rng.normal(size=50)
    yield "one row", np.array([2.0]), np.array([2.5])


def ranking_cases(rng):
    for lists, items, missed, k in [(1, 5, 0, 3), (10, 8, 2, 5), (40, 20, 3, 10), (25, 4, 1, 10), (200, 12, 0, 1)]:
        rows, gains, precisions, hits = [], [], [], []
        for _ in range(lists):
            listed = rng.choice([0.0, 0, 0, 1, 2, 3], items)
            left = rng.choice([1.0, 2], rng.integers(0, missed + 1))
            if listed.sum() + left.sum() == 0:
                listed[0] = 1.0
            everything = np.r_[listed, left]
            if len(left) == 0:
                gain = sk.ndcg_score([everything], [np.arange(items, 0, -1)], k=k)
                precision = sk.average_precision_score(listed > 0, np.arange(items, 0, -1))
            else:
                discount = 1 / np.log2(np.arange(2, k + 2))
                best = np.sort(everything)[::-1][:k]
                gain = (listed[:k] * discount[: len(listed[:k])]).sum() / (best * discount[: len(best)]).sum()
                ranks = np.flatnonzero(listed > 0) + 1
                precision = sum((i + 1) / r for i, r in enumerate(ranks)) / np.sum(everything > 0)
            gains.append(gain)
            precisions.append(precision)
            hits.append(float(np.any(listed[:k] > 0)))
            rows.append(cell(listed) + "|" + cell(left))
        yield k, ";".join(rows), {"ndcg_at_k": np.mean(gains), "map": np.mean(precisions), "hit_rate": np.mean(hits)}


def evaluation(rng):
    rows = []
    for name, actual, predicted, score in binary_cases(rng):
        for metric, value in binary_metrics(actual, predicted, score).items():
            rows.append({"case": name, "metric": metric, "value": value, "actual": "", "predicted": "", "scores": ""})
        rows[-1].update(actual=actual, predicted=predicted, scores=score)
    write("binary.csv", rows)
    rows = []
    for name, actual, predicted, scores in multiclass_cases(rng):
        for metric, value in multiclass_metrics(actual, predicted, scores).items():
            rows.append({"case": name, "classes": scores.shape[1], "metric": metric, "value": value,
                         "actual": "", "predicted": "", "scores": ""})
        rows[-1].update(actual=actual, predicted=predicted, scores=scores.ravel())
    write("multiclass.csv", rows)
    rows = []
    for name, actual, predicted in regression_cases(rng):
        for metric, value in regression_metrics(actual, predicted).items():
            rows.append({"case": name, "metric": metric, "value": value, "actual": "", "predicted": ""})
        rows[-1].update(actual=actual, predicted=predicted)
    write("regression.csv", rows)
    rows = []
    for k, lists, values in ranking_cases(rng):
        for metric, value in values.items():
            rows.append({"k": k, "metric": metric, "value": value, "lists": ""})
        rows[-1].update(lists=lists)
    write("ranking.csv", rows)


def delong(score, actual):
    high, low = score[actual == 1], score[actual == 0]
    wins = (high[:, None] > low[None, :]) + 0.5 * (high[:, None] == low[None, :])
    one = wins.mean(axis=1).var(ddof=1) / len(high)
    other = wins.mean(axis=0).var(ddof=1) / len(low)
    df = (one + other) ** 2 / (one**2 / (len(high) - 1) + other**2 / (len(low) - 1))
    return wins.mean(), one + other, df


def comparisons(rng):
    rows = []
    for hits, n, other, m in [(80, 100, 70, 100), (5, 50, 9, 40), (199, 200, 190, 200), (0, 30, 3, 30), (700, 1000, 650, 900)]:
        low, high = confint_proportions_2indep(hits, n, other, m, method="newcomb", compare="diff")
        statistic, p = proportions_ztest([hits, other], [n, m])
        rows.append({"kind": "proportion", "first": [hits, n], "second": [other, m], "difference": hits / n - other / m,
                     "lower": low, "upper": high, "p_value": p})
    for n, m, shift in [(30, 40, 0.0), (100, 80, 0.3), (500, 300, 1.0)]:
        a, b = rng.exponential(1, n), rng.exponential(1 + shift, m)
        result = stats.ttest_ind(a, b, equal_var=False)
        interval = result.confidence_interval(0.95)
        rows.append({"kind": "loss", "first": a, "second": b, "difference": a.mean() - b.mean(),
                     "lower": interval.low, "upper": interval.high, "p_value": result.pvalue})
    write("comparison.csv", rows)
    rows = []
    for n, digits in [(40, 2), (150, 1), (400, 17)]:
        actual = (rng.random(n) < 0.4).astype(int)
        score = np.round(1 / (1 + np.exp(-(rng.normal(size=n) + actual))), digits)
        area, variance, df = delong(score, actual)
        logit, half = np.log(area / (1 - area)), stats.t.ppf(0.975, df) * np.sqrt(variance) / (area * (1 - area))
        rows.append({"metric": "roc_auc", "actual": actual, "predicted": actual, "scores": score,
                     "lower": 1 / (1 + np.exp(half - logit)), "upper": 1 / (1 + np.exp(-half - logit))})
        predicted = (score > 0.5).astype(int)
        tp, errors = np.sum(predicted & actual), np.sum(predicted != actual)
        low, high = proportion_confint(tp, tp + errors, 0.05, "wilson")
        rows.append({"metric": "f1", "actual": actual, "predicted": predicted, "scores": score,
                     "lower": 2 * low / (1 + low), "upper": 2 * high / (1 + high)})
        low, high = proportion_confint(np.sum(predicted == actual), n, 0.05, "wilson")
        rows.append({"metric": "accuracy", "actual": actual, "predicted": predicted, "scores": score, "lower": low, "upper": high})
    write("intervals.csv", rows)


if __name__ == "__main__":
    generator = np.random.default_rng(SEED)
    evaluation(generator)
    comparisons(generator)
