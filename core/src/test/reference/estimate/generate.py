"""Writes the reference values that the tests of io.modelmon.performance.estimate read.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

The data are generated here and stand in the files: scores of two classes whose calibration is off
(by too extreme scores) or right, and a regression whose error grows with one feature; the windows
after the reference shift step by step. Estimates are NannyML's: CBPE, and DLE with its default
learner, LightGBM. Every file starts with a line that says which versions wrote it.
"""

import csv
import os
import pathlib
import platform
import warnings

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"  # NannyML reports every call to its makers otherwise

import lightgbm
import nannyml as nml
import numpy as np
import pandas as pd
import sklearn
from sklearn.isotonic import IsotonicRegression

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "estimate"
SEED = 20250118
PROVENANCE = (
    f"# generate.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__},"
    f" scikit-learn {sklearn.__version__}, NannyML {nml.__version__}, LightGBM {lightgbm.__version__}"
)
CLASS_METRICS = ["accuracy", "precision", "recall", "specificity", "f1", "roc_auc"]
warnings.simplefilter("ignore")


def cell(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (float, np.floating)):
        return "nan" if np.isnan(value) else repr(float(value))
    return str(value)


def write(name, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        file.write(PROVENANCE + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0].keys())
        for row in rows:
            writer.writerow([cell(v) for v in row.values()])


def logistic(x):
    return 1 / (1 + np.exp(-x))


def labelled(rng, n, centre, factor):
    logit = rng.normal(centre, 1.5, n)
    label = (rng.random(n) < logistic(logit)).astype(int)
    score = np.round(logistic(factor * logit), 6)
    return pd.DataFrame({"score": score, "label": label, "predicted": (score >= 0.4).astype(int)})


def classes(rng):
    data, results = [], []
    for name, factor in [("overconfident", 2.0), ("underconfident", 0.5)]:
        reference = labelled(rng, 6000, 0.0, factor)
        windows = [labelled(rng, 1000, shift, factor) for shift in [0.0, 0.0, 0.4, 0.8, -0.8, -1.6]]
        estimator = nml.CBPE(metrics=CLASS_METRICS, y_pred_proba="score", y_pred="predicted", y_true="label",
                             problem_type="classification_binary", chunk_size=1000)
        estimator.fit(reference)
        estimates = estimator.estimate(pd.concat(windows, ignore_index=True)).filter(period="analysis").to_df()
        data.append({"set": name, "window": "reference", "scores": reference.score, "labels": reference.label})
        for i, window in enumerate(windows):
            data.append({"set": name, "window": i, "scores": window.score, "labels": window.label})
            for metric in CLASS_METRICS:
                results.append({"set": name, "window": i, "metric": metric,
                                "calibrated": str(estimator.needs_calibration).lower(),
                                "estimate": estimates[(metric, "value")].iloc[i],
                                "realised": estimates[(metric, "realized")].iloc[i]})
    for row in data:
        row["scores"], row["labels"] = row["scores"].to_numpy(), row["labels"].to_numpy()
    write("classes.csv", data)
    write("cbpe.csv", results)


def isotonic(rng):
    rows = []
    for n, digits in [(1, 3), (5, 1), (30, 1), (100, 2), (400, 4)]:
        score = np.round(rng.random(n), digits)
        label = (rng.random(n) < score**2).astype(int)
        at = np.round(np.linspace(-0.1, 1.1, 41), 4)
        fitted = IsotonicRegression(out_of_bounds="clip", increasing=True).fit(score, label)
        rows.append({"scores": score, "labels": label, "at": at, "values": fitted.predict(at)})
    write("isotonic.csv", rows)


def numbers(rng, n, shift):
    x = np.round(rng.normal(0, 1, (n, 4)) + np.array([shift, 0, shift / 2, 0]), 3)
    spread = 0.5 + np.abs(x[:, 0]) + 0.5 * (x[:, 1] > 0)
    label = 10 + 2 * x[:, 0] + x[:, 2] + spread * rng.normal(size=n)
    predicted = 10 + 2 * x[:, 0] + 0.7 * x[:, 2]
    frame = pd.DataFrame(x, columns=["a", "b", "c", "d"])
    return frame.assign(label=np.round(label, 3), predicted=np.round(predicted, 3))


def losses(rng):
    reference = numbers(rng, 4000, 0.0)
    shifts = [0.0, 0.0, 0.3, 0.6, 1.0, -0.5, -1.0, 1.5]
    windows = [numbers(rng, 500, shift) for shift in shifts]
    estimator = nml.DLE(feature_column_names=["a", "b", "c", "d"], y_pred="predicted", y_true="label",
                        metrics=["mae", "mse", "rmse"], chunk_size=500)
    estimator.fit(reference)
    estimates = estimator.estimate(pd.concat(windows, ignore_index=True)).filter(period="analysis").to_df()
    data, results = [], []
    for name, frame in [("reference", reference)] + list(enumerate(windows)):
        data.append({"window": name, "features": frame[["a", "b", "c", "d"]].to_numpy().ravel(),
                     "predicted": frame.predicted.to_numpy(), "labels": frame.label.to_numpy()})
    for i in range(len(windows)):
        for metric in ["mae", "mse", "rmse"]:
            results.append({"window": i, "metric": metric, "estimate": estimates[(metric, "value")].iloc[i],
                            "realised": estimates[(metric, "realized")].iloc[i]})
    write("numbers.csv", data)
    write("dle.csv", results)


def drawn(rng, n, centres, factor):
    logits = rng.normal(centres, 1.3, (n, len(centres)))
    truth = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    label = (truth.cumsum(axis=1) < rng.random((n, 1))).sum(axis=1)
    sharp = np.exp(factor * logits)
    return np.round(sharp / sharp.sum(axis=1, keepdims=True), 6), label


def several(rng):
    """Three and four classes: one-vs-rest calibration, scores that no longer add up to one included."""
    data, results = [], []
    metrics = {"accuracy": "accuracy", "precision": "precision_macro", "recall": "recall_macro",
               "f1": "f1_macro", "roc_auc": "roc_auc"}
    for name, centres, factor in [("three", [0.6, 0.0, -0.6], 2.2), ("four", [0.5, 0.2, -0.2, -0.8], 0.4)]:
        columns = {f"c{k}": f"p{k}" for k in range(len(centres))}

        def frame(scores, label):
            table = pd.DataFrame(scores, columns=list(columns.values()))
            return table.assign(label=[f"c{k}" for k in label], predicted=[f"c{k}" for k in scores.argmax(axis=1)])

        reference = drawn(rng, 4000, np.array(centres), factor)
        windows = [drawn(rng, 600, np.array(centres) + shift * np.arange(len(centres)), factor)
                   for shift in [0.0, 0.3, 0.7, -0.5]]
        estimator = nml.CBPE(metrics=list(metrics), y_pred_proba=columns, y_pred="predicted", y_true="label",
                             problem_type="classification_multiclass", chunk_size=600)
        estimator.fit(frame(*reference))
        calibrated = all(type(c).__name__ == "IsotonicCalibrator" for c in estimator._calibrators.values())
        table = pd.concat([frame(*window) for window in windows], ignore_index=True)
        estimates = estimator.estimate(table).filter(period="analysis").to_df()
        for window, (scores, label) in [("reference", reference)] + list(enumerate(windows)):
            data.append({"set": name, "window": window, "classes": len(centres),
                         "scores": scores.ravel(), "labels": label})
        for i in range(len(windows)):
            for metric, own in metrics.items():
                results.append({"set": name, "window": i, "metric": own, "calibrated": str(calibrated).lower(),
                                "estimate": estimates[(metric, "value")].iloc[i],
                                "realised": estimates[(metric, "realized")].iloc[i]})
    write("several.csv", data)
    write("cbpe_several.csv", results)


if __name__ == "__main__":
    np.random.seed(SEED)
    generator = np.random.default_rng(SEED)
    classes(generator)
    isotonic(generator)
    losses(generator)
    several(np.random.default_rng(SEED + 1))
