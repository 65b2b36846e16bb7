"""Writes the reference values that the tests of io.modelmon.alert.anomaly read.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

Every file starts with a line that says which versions wrote it. Lists inside a cell are separated by
spaces. The decisions of one-class support vector machines come from LIBSVM, inside scikit-learn; the
scores of isolation forests are means of many forests, so that what is left is the error of ours.
"""

import csv
import pathlib
import platform

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.svm import OneClassSVM

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "alerts"
SEED = 20260105
PROVENANCE = (
    f"# generate.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__},"
    f" scikit-learn {sklearn.__version__}"
)


def text(values):
    return " ".join(repr(float(v)) for v in np.ravel(values))


def write(name, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        file.write(PROVENANCE + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0].keys())
        writer.writerows(row.values() for row in rows)


def cases():
    random = np.random.default_rng(SEED)
    for n, columns in [(20, 1), (60, 2), (150, 4), (300, 7)]:
        rows = np.round(random.normal(size=(n, columns)), 3)
        rows[: n // 10] *= 3
        if columns == 4:
            rows[:, 3] = np.round(rows[:, 3])
        queries = np.round(2 * random.normal(size=(12, columns)), 3)
        yield rows, queries


def main():
    svm = []
    forest = []
    for rows, queries in cases():
        # No nu times n is whole: the offset would be anything between two values.
        for nu in [0.013, 0.051, 0.2113, 0.4917]:
            for gamma in [0.1, 1.0]:
                model = OneClassSVM(nu=nu, gamma=gamma, tol=1e-9).fit(rows)
                svm.append(
                    {
                        "columns": rows.shape[1],
                        "rows": text(rows),
                        "queries": text(queries),
                        "nu": nu,
                        "gamma": gamma,
                        "decisions": text(model.decision_function(queries)),
                    }
                )
        scores = [
            -IsolationForest(n_estimators=1000, max_samples=min(256, len(rows)), random_state=seed)
            .fit(rows)
            .score_samples(queries)
            for seed in range(10)
        ]
        forest.append(
            {
                "columns": rows.shape[1],
                "rows": text(rows),
                "queries": text(queries),
                "scores": text(np.mean(scores, axis=0)),
            }
        )
    write("one_class_svm.csv", svm)
    write("isolation_forest.csv", forest)


main()
