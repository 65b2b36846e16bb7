"""Writes the reference values that the tests of data quality read.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

Every file starts with a line that says which versions wrote it. Intervals come from statsmodels
and once more from the score equation; the law of runs is a product of transition probabilities; both
in 60 digits.
"""

import csv
import pathlib
import platform

import mpmath
import numpy as np
import scipy
import statsmodels
from statsmodels.stats.proportion import proportion_confint

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "quality"
PROVENANCE = (
    f"# generate.py, no randomness, Python {platform.python_version()}, NumPy {np.__version__},"
    f" SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}"
)
mpmath.mp.dps = 60


def write(name, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        file.write(PROVENANCE + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0].keys())
        for row in rows:
            writer.writerow([repr(float(v)) if isinstance(v, (float, np.floating)) else v for v in row.values()])


def wilson():
    """Proportions: whole and fractional counts, none and all hits, tiny and huge samples."""
    rows = []
    cases = [(0, 1), (1, 1), (0, 5), (1, 5), (5, 5), (2, 7), (0, 50), (1, 50), (25, 50), (49, 50), (50, 50),
             (3, 100), (97, 100), (12.5, 62.5), (0.4, 58.3), (333.3, 999.9), (0, 1000), (1, 1000), (50, 1000),
             (999, 1000), (7, 16384), (1, 1000000), (500000, 1000000), (999999, 1000000), (1, 1000000000)]
    for level in [0.9, 0.95, 0.99, 0.999]:
        for hits, n in cases:
            lower, upper = proportion_confint(hits, n, alpha=1 - level, method="wilson")
            # statsmodels cancels at the ends; the score equation in 60 digits is the second source.
            z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf(level))
            h, m = mpmath.mpf(hits), mpmath.mpf(n)
            root = z * mpmath.sqrt(h * (m - h) / m + z * z / 4)
            exact_lower = (h + z * z / 2 - root) / (m + z * z)
            exact_upper = (h + z * z / 2 + root) / (m + z * z)
            assert abs(lower - exact_lower) < 1e-12 and abs(upper - exact_upper) < 1e-12, (hits, n, level)
            rows.append({"hits": float(hits), "n": float(n), "level": level,
                         "lower": float(max(0, exact_lower)) if hits else 0.0,
                         "upper": float(min(1, exact_upper)) if hits != n else 1.0})
    write("wilson.csv", rows)


def runs():
    """Runs of one value: the chain of repeated values as a product of transition probabilities."""
    rows = []
    for share in [0.0001, 0.01, 0.3, 0.9, 0.999, 1.0]:
        for lag1 in [0.0, 0.3, 0.9, 1.0]:
            for calls in [1, 2, 20, 150]:
                probability = mpmath.mpf(1)
                for _ in range(calls - 1):
                    probability *= mpmath.mpf(lag1) + (1 - mpmath.mpf(lag1)) * mpmath.mpf(share)
                rows.append({"share": share, "lag1": lag1, "calls": calls, "p_value": float(probability)})
    write("runs.csv", rows)


wilson()
runs()
