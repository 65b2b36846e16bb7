"""Writes the reference values that the tests of io.modelmon.drift.multivariate read.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py
    Rscript energy.R

Every file starts with a line that says which versions wrote it. Lists inside a cell are separated by
spaces; rows are flattened, one row after the other. Kernels come from scikit-learn, components from
its PCA, areas from its roc_auc_score and SciPy's mannwhitneyu; the variance of DeLong is written out
here as the double sum of its definition. energy.R adds the energy statistic to the same rows.
"""

import csv
import pathlib
import platform

import numpy as np
import scipy
import sklearn
from scipy.spatial.distance import pdist
from scipy.stats import mannwhitneyu
from sklearn.decomposition import PCA
from sklearn.metrics import roc_auc_score
from sklearn.metrics.pairwise import rbf_kernel

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "multivariate"
SEED = 20240817
PROVENANCE = (
    f"# generate.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__},"
    f" SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}"
)


def cell(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in np.asarray(value).ravel())
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return str(value)


def write(name, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        file.write(PROVENANCE + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0].keys())
        for row in rows:
            writer.writerow([cell(v) for v in row.values()])


def samples(rng):
    """Two sides that differ in nothing, location, scale, correlation, tails or ties."""
    for case in range(30):
        columns = [1, 2, 3, 5, 8][case % 5]
        n, m = [(7, 7), (20, 12), (9, 25), (2, 30), (31, 2), (24, 24)][case // 5]
        x, y = rng.standard_normal((n, columns)), rng.standard_normal((m, columns))
        kind = case % 6
        if kind == 1:
            y = y + 0.8
        elif kind == 2:
            y = y * 2.5
        elif kind == 3:
            y[:, -1] = 0.95 * y[:, 0] + 0.05 * y[:, -1]
        elif kind == 4:
            x, y = np.round(x), np.round(y * 0.5)
        elif kind == 5:
            x, y = np.exp(x), np.exp(1.2 * y)
        yield f"{case}", x, y


def mmd_of(x, y):
    pooled = np.vstack([x, y])
    squared = pdist(pooled, "sqeuclidean")
    median = np.median(squared)
    gamma = 1 / (2 * (median if median > 0 else squared.mean()))
    n, m = len(x), len(y)
    xx, yy, xy = rbf_kernel(x, x, gamma), rbf_kernel(y, y, gamma), rbf_kernel(x, y, gamma)
    return (
        (xx.sum() - np.trace(xx)) / (n * (n - 1))
        + (yy.sum() - np.trace(yy)) / (m * (m - 1))
        - 2 * xy.mean()
    )


def fourier_of(x, y, frequencies):
    def features(rows):
        angles = rows @ frequencies.T
        return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(len(frequencies))

    kernel = features(np.vstack([x, y])) @ features(np.vstack([x, y])).T
    n, m = len(x), len(y)
    xx, yy = kernel[:n, :n], kernel[n:, n:]
    return (
        (xx.sum() - np.trace(xx)) / (n * (n - 1))
        + (yy.sum() - np.trace(yy)) / (m * (m - 1))
        - 2 * kernel[:n, n:].mean()
    )


def components_of(x, y):
    share = 0.65
    fitted = PCA(n_components=share, svd_solver="full").fit(x)
    if fitted.n_components_ > x.shape[1] - 1:
        fitted = PCA(n_components=x.shape[1] - 1, svd_solver="full").fit(x)

    def error(rows):
        return np.linalg.norm(rows - fitted.inverse_transform(fitted.transform(rows)), axis=1)

    return fitted.n_components_, error(x).mean(), error(y).mean()


def rows_files(rng):
    cases, fourier, pca = [], [], []
    for name, x, y in samples(rng):
        columns = x.shape[1]
        frequencies = rng.standard_normal((5, columns))
        cases.append({"case": name, "columns": columns, "reference": x, "current": y, "mmd": mmd_of(x, y)})
        fourier.append({"case": name, "frequencies": frequencies, "mmd_rff": fourier_of(x, y, frequencies)})
        if columns > 1 and len(x) > columns:
            kept, reference, current = components_of(x, y)
            pca.append({"case": name, "components": kept, "reference_error": reference, "current_error": current})
    write("rows.csv", cases)
    write("fourier.csv", fourier)
    write("pca.csv", pca)


def delong(negatives, positives):
    """Variance of the area by the definition: placement values of every score."""
    above = lambda one, other: (one > other) + 0.5 * (one == other)
    positive = np.array([np.mean([above(p, q) for q in negatives]) for p in positives])
    negative = np.array([np.mean([above(p, q) for p in positives]) for q in negatives])
    return positive.var(ddof=1) / len(positives) + negative.var(ddof=1) / len(negatives)


def areas(rng):
    rows = []
    for case in range(36):
        n, m = [(5, 5), (20, 12), (9, 40), (2, 30), (60, 60), (35, 3)][case % 6]
        shift = [0, 0.5, 1.5, -0.7, 6, 0.2][case // 6]
        negatives, positives = rng.standard_normal(n), rng.standard_normal(m) + shift
        if case % 3 == 2:
            negatives, positives = np.round(negatives), np.round(positives)
        truth = np.r_[np.zeros(n), np.ones(m)]
        test = mannwhitneyu(positives, negatives, alternative="greater", use_continuity=False, method="asymptotic")
        rows.append({
            "case": case,
            "negatives": negatives,
            "positives": positives,
            "area": roc_auc_score(truth, np.r_[negatives, positives]),
            "delong": delong(negatives, positives),
            "p": test.pvalue,
        })
    write("areas.csv", rows)


def scales(rng):
    """Medians and scales: sigma, or interquartile range / 1.349 where sigma is 1.5 times that."""
    rows = []
    for case in range(20):
        n = [3, 10, 51, 200][case % 4]
        kind = case // 4
        values = rng.standard_normal(n) * 3 + 100
        if kind == 1:
            values = np.exp(2 * rng.standard_normal(n))
        elif kind == 2:
            values = np.round(rng.standard_normal(n))
        elif kind == 3:
            values = np.where(rng.random(n) < 0.2, rng.standard_normal(n), 0.0)
            values[0] = 1.5
        elif kind == 4:
            values = values * 1e200
        present = values.copy()
        if n > 3:
            present = np.delete(values, 1)
            values[1] = np.nan
        sigma = np.std(present / np.abs(present).max(), ddof=1) * np.abs(present).max()
        middle = (np.quantile(present, 0.75) - np.quantile(present, 0.25)) / 1.349
        scale = middle if middle > 0 and sigma > 1.5 * middle else sigma
        probe = present[-1]
        scaled = np.clip((probe - np.median(present)) / scale, -10, 10)
        rows.append({"case": case, "values": values, "probe": probe, "scaled": scaled})
    write("scales.csv", rows)


if __name__ == "__main__":
    rng = np.random.default_rng(SEED)
    rows_files(rng)
    areas(rng)
    scales(rng)
