"""Writes kolmogorov.csv: exact tail probabilities of the two-sample Kolmogorov-Smirnov distance.

    venv/bin/python kolmogorov.py

Paths are counted in whole numbers; every value is checked against scipy.stats.ks_2samp on samples
that have that distance.
"""

import math
import pathlib
import platform
from fractions import Fraction

import numpy as np
import scipy
from scipy import stats

OUT = pathlib.Path(__file__).resolve().parents[3] / "resources" / "reference" / "detector" / "charts"
SIZES = [(1, 1), (2, 3), (5, 5), (10, 20), (30, 30), (30, 70), (50, 150), (7, 100), (100, 200)]
LEVELS = [0.5, 0.1, 0.05, 0.01, 0.005, 0.001, 1e-4, 1e-6]


def survival(n, m, steps):
    inside = [0] * (m + 1)
    for i in range(n + 1):
        for j in range(m + 1):
            if abs(i * m - j * n) >= steps:
                inside[j] = 0
            elif i == 0 and j == 0:
                inside[j] = 1
            else:
                inside[j] = (inside[j] if i > 0 else 0) + (inside[j - 1] if j > 0 else 0)
    return 1 - Fraction(inside[m], math.comb(n + m, n))


def sample(n, m, steps):
    """Two samples whose distance is steps/(n m): the first leads as far as needed, then keeps near."""
    i = j = 0
    first, second = [], []
    reached = False
    for position in range(n + m):
        lead = (i + 1) * m - j * n
        if i < n and (lead <= steps and not reached or j == m or abs(lead) < abs(i * m - (j + 1) * n)):
            first.append(position)
            i += 1
        else:
            second.append(position)
            j += 1
        reached = reached or abs(i * m - j * n) == steps
    return first, second


rows = []
for n, m in SIZES:
    step = math.gcd(n, m)
    possible = [s for s in range(step, n * m + 1, step)]
    for level in LEVELS:
        low, high = 0, len(possible) - 1
        if survival(n, m, possible[high]) > Fraction(level):
            continue
        while low < high:
            middle = (low + high) // 2
            if survival(n, m, possible[middle]) <= Fraction(level):
                high = middle
            else:
                low = middle + 1
        steps = possible[low]
        value = survival(n, m, steps)
        first, second = sample(n, m, steps)
        result = stats.ks_2samp(first, second, method="exact")
        if round(result.statistic * n * m) == steps:
            assert abs(result.pvalue - float(value)) <= 1e-6 * float(value), (n, m, steps)
        rows.append((n, m, level, steps, repr(float(value))))

with open(OUT / "kolmogorov.csv", "w") as file:
    file.write(
        f"# kolmogorov.py, Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}\n"
    )
    file.write("n,m,level,steps,survival\n")
    for row in rows:
        file.write(",".join(map(str, row)) + "\n")
