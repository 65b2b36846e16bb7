"""Writes the reference values that the tests of io.modelmon.math and io.modelmon.drift read.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

Every file starts with a line that says which versions wrote it. Lists inside a cell are separated by
spaces. What SciPy or statsmodels computes comes from there; what is a definition of this project
(folding of rare levels, empty cells of PSI, effective sizes, second-order factors) is written out
here a second time, on its own.
"""

import csv
import math
import pathlib
import platform

import mpmath
import numpy as np
import scipy
import statsmodels
from mpmath import mpf
from scipy import special, stats
from scipy.spatial import distance
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "drift"
SEED = 20240611
PROVENANCE = (
    f"# generate.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__},"
    f" SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}"
)
mpmath.mp.dps = 40


def cell(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (float, np.floating, mpf)):
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


def kolmogorov():
    def survival(x):
        x = mpmath.mpf(x)
        if x < 1:
            s = mpmath.nsum(lambda k: mpmath.exp(-((2 * k - 1) ** 2) * mpmath.pi**2 / (8 * x * x)), [1, 40])
            return 1 - mpmath.sqrt(2 * mpmath.pi) / x * s
        return 2 * mpmath.fsum((-1) ** (k - 1) * mpmath.exp(-2 * k * k * x * x) for k in range(1, 60))

    rows = []
    for x in [0.05, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.17, 1.18, 1.19, 1.2, 1.3, 1.358,
              1.5, 1.6276236115189503, 1.628, 1.9, 2.0, 2.5, 3.0, 4.0, 5.0, 8.0, 12.0, 18.0, 18.8]:
        value = float(survival(x))
        assert abs(value - stats.kstwobign.sf(x)) <= 1e-10 * value, x
        rows.append({"x": x, "survival": value})
    write("kolmogorov.csv", rows)


def chi_square():
    rows = []
    for df in [1, 2, 3, 5, 9, 10, 19, 30, 63, 100, 250, 1000, 1.4, 2.84]:
        for factor in [0.01, 0.3, 0.9, 1.0, 1.1, 1.5, 2.0, 4.0, 10.0]:
            x = df * factor
            exact = mpmath.gammainc(mpmath.mpf(df) / 2, mpmath.mpf(x) / 2, regularized=True)
            if exact < mpmath.mpf("1e-290"):
                continue
            value = float(exact)
            assert abs(value - stats.chi2.sf(x, df)) <= 1e-9 * value, (df, x)
            rows.append({"df": df, "x": x, "survival": value})
    write("chi_square.csv", rows)
    rows = []
    for df in [1, 1.4, 2, 3, 5, 9, 19, 99, 1023]:
        for tail in [0.5, 0.05, 0.01, 0.001, 1e-6, 1e-12]:
            rows.append({"df": df, "tail": tail, "critical": stats.chi2.isf(tail, df)})
    write("chi_square_critical.csv", rows)


# --- laws of sums of absolute normal variables, at 40 digits -----------------------------------------


SERIES = [mpmath.binomial(2 * k - 2, k - 1) / mpf(4) ** (k - 1) / ((2 * k - 1) * (2 * k)) for k in range(1, 9)]
SERIES[7] += mpmath.pi / 2 - 1 - mpmath.fsum(SERIES)


def bracket_of_series(squared):
    """sqrt(1-r^2) + r*asin(r) from r^2: eight terms of its series, the last with all that is left of pi/2 at r = 1."""
    total = mpf(0)
    for coefficient in reversed(SERIES):
        total = (total + coefficient) * squared
    return 1 + total


def bracket_of_pair(squared):
    """The same as it is."""
    squared = min(mpf(1), squared)
    return mpmath.sqrt(1 - squared) + mpmath.sqrt(squared) * mpmath.asin(mpmath.sqrt(squared))


def scaled_chi(mean, square):
    """Degrees of freedom, from 1 to a million, and scale of the chi law with this mean and mean square."""
    def excess(log_nu):
        half = mpmath.exp(log_nu) / 2
        return mpmath.exp(2 * (mpmath.loggamma(half + 0.5) - mpmath.loggamma(half))) / half - mean**2 / square

    if excess(mpf(0)) >= 0:
        nu = mpf(1)
    else:
        nu = mpmath.exp(mpmath.findroot(excess, (mpf(0), 6 * mpmath.log(10)), solver="anderson", tol=1e-35, maxsteps=300, verify=False))
        assert abs(excess(mpmath.log(nu))) < mpf("1e-30")
    return nu, mpmath.sqrt(square / nu)


def chi_tail(law, x):
    return mpmath.gammainc(law[0] / 2, (x / law[1]) ** 2 / 2, regularized=True) if x > 0 else mpf(1)


def sum_of_absolutes(sd, squared_correlation, bracket):
    """Law of the sum of absolute values of normal variables, from the moments of Nabeya 1951."""
    indices = range(len(sd))
    products = mpmath.fsum(sd[i] * sd[j] * bracket(squared_correlation(i, j)) for i in indices for j in range(i))
    square = mpmath.fsum(s * s for s in sd) + 4 / mpmath.pi * products
    return scaled_chi(mpmath.sqrt(2 / mpmath.pi) * mpmath.fsum(sd), square)


def level(tail, law, near):
    """Where a tail is 1 %."""
    start = near * law[1] * stats.chi.isf(0.01, float(law[0]))
    return mpmath.findroot(lambda x: mpmath.log(100 * tail(x)), (start, start * 1.01), tol=1e-35)


def total_variation(reference, current, sizes, bracket):
    """p-value, noise and lower bound; counts are whole numbers, sizes the effective ones."""
    (n, m), (ne, me) = (sum(reference), sum(current)), sizes
    factor = 1 / ne + 1 / me
    shares = [(mpf(a) / n, mpf(b) / m) for a, b in zip(reference, current) if a + b > 0]

    def law(weight):
        mixed = [(weight * p + (ne + me - weight) * q) / (ne + me) for p, q in shares]
        odds = [p / (1 - p) for p in mixed]
        sd = [mpmath.sqrt(p * (1 - p) * factor) / 2 for p in mixed]
        return sum_of_absolutes(sd, lambda i, j: odds[i] * odds[j], bracket)

    statistic = mpmath.fsum(abs(p - q) for p, q in shares) / 2
    pooled, opposed = law(ne), law(me)
    floor = mpmath.sqrt(2) * mpmath.erfinv(mpf("0.99")) * mpmath.sqrt(3 / min(ne, me) * factor)
    noise = min(1, max(level(lambda x: chi_tail(pooled, x), pooled, 1), floor))
    reach = level(lambda x: chi_tail(opposed, x), opposed, 1)
    return chi_tail(pooled, statistic), noise, max(0, statistic - max(noise, reach))


def wasserstein(reference, current, positions, sizes, bracket):
    """p-value and noise: the geometric mean of a tail with the moments of the area and one with the scale of the signed area."""
    (n, m), (ne, me) = (sum(reference), sum(current)), sizes
    pooled = [(mpf(a) / n * ne + mpf(b) / m * me) / (ne + me) for a, b in zip(reference, current)]
    rarity = 3 / ((1 - max(pooled)) * min(ne, me)) if max(pooled) > 0.5 else 0
    factor = (1 / ne + 1 / me) * max(1, rarity)
    statistic, steps = mpf(0), []
    for i in range(1, len(pooled)):
        a, b, width = sum(reference[:i]), sum(current[:i]), mpf(positions[i]) - mpf(positions[i - 1])
        if width > 0 and 0 < a + b < n + m:
            statistic += width * abs(mpf(a) / n - mpf(b) / m)
            steps.append((width, mpmath.fsum(pooled[:i]), mpmath.fsum(pooled[i:])))
    if not steps:
        return mpmath.nan, mpmath.nan
    odds = [below / above for _, below, above in steps]
    sd = [width * mpmath.sqrt(below * above * factor) for width, below, above in steps]
    middle = sum_of_absolutes(sd, lambda i, j: min(odds[i], odds[j]) / max(odds[i], odds[j]), bracket)
    signed = mpmath.fsum(v[0] * w[0] * min(v[1], w[1]) * min(v[2], w[2]) * factor for v in steps for w in steps)
    far = max(1, middle[0] * middle[1] ** 2 / signed), mpmath.sqrt(signed)

    def tail(x):
        return mpmath.sqrt(chi_tail(middle, x) * chi_tail(far, x))

    return tail(statistic), level(tail, middle, 1)


def chi_square_of(reference, current):
    """Contingency chi-square after folding, on counts that are already scaled to effective sizes."""
    share = min(reference.sum(), current.sum()) / (reference.sum() + current.sum())
    total = reference + current
    kept = total * share >= 5
    rest_r, rest_c = reference[~kept].sum(), current[~kept].sum()
    table = np.array([reference[kept], current[kept]])
    if rest_r + rest_c > 0:
        table = np.column_stack([table, [rest_r, rest_c]])
    if table.shape[1] < 2:
        return "undefined", np.nan, np.nan, 0
    df = table.shape[1] - 1
    if rest_r + rest_c == 0 or (rest_r + rest_c) * share >= 5:
        result = stats.chi2_contingency(table, correction=False)
        assert result.dof == df
        return "scipy", result.statistic, result.pvalue, df
    expected = stats.contingency.expected_freq(table)
    statistic = ((table - expected) ** 2 / np.maximum(expected, 5)).sum()
    return "floored", statistic, stats.chi2.sf(statistic, df), df


def second_order(pooled, sizes, squares, product, cap):
    lam, mu = pooled[pooled > 0] * sizes[0], pooled[pooled > 0] * sizes[1]
    terms = (squares * (lam**-2 + mu**-2) - product / (lam * mu)) / (1 / lam + 1 / mu)
    return 1 + np.minimum(terms, cap).mean()


def js_in_bits(reference, current):
    """At 40 digits: SciPy loses some of its own where the shares nearly agree."""
    shares = [(mpf(a) / sum(reference), mpf(b) / sum(current)) for a, b in zip(reference, current)]
    return mpmath.fsum(u * mpmath.log(2 * u / (p + q), 2) / 2 for p, q in shares for u in (p, q) if u > 0)


def ks_p(reference, current, d, effective):
    """Exact in whole numbers, given the ties, while n·m is at most 10,000; else Kolmogorov's limit."""
    n, m = int(reference.sum()), int(current.sum())
    if n * m > 10000 or effective != (1.0, 1.0):
        return stats.kstwobign.sf(d / np.sqrt(1 / (n * effective[0]) + 1 / (m * effective[1])))
    ends = set(np.cumsum(reference + current).astype(int).tolist())
    gap = round(d * n * m)
    if gap == 0:
        return 1.0
    row = [0] * (m + 1)  # number of paths that stay inside
    for i in range(n + 1):
        for j in range(m + 1):
            if i + j in ends and abs(i * m - j * n) >= gap:
                row[j] = 0
            elif i + j == 0:
                row[0] = 1
            elif j > 0:
                row[j] += row[j - 1]
    total = math.comb(n + m, n)
    return float(mpmath.mpf(total - row[m]) / total)


def comparison(name, reference, current, positions=None, effective=(1.0, 1.0)):
    reference, current = np.array(reference, dtype=float), np.array(current, dtype=float)
    positions = np.arange(len(reference), dtype=float) if positions is None else np.array(positions, dtype=float)
    n, m = reference.sum(), current.sum()
    ne, me = n * effective[0], m * effective[1]
    counts, sizes = (reference.astype(int).tolist(), current.astype(int).tolist()), (mpf(ne), mpf(me))
    p, q = reference / n, current / m
    factor = 1 / ne + 1 / me
    pooled = (reference * effective[0] + current * effective[1]) / (ne + me)
    index = np.arange(len(reference))
    raw_r, raw_c = np.repeat(index, reference.astype(int)), np.repeat(index, current.astype(int))
    d = stats.ks_2samp(raw_r, raw_c, method="asymp").statistic
    kind, chi2, chi2_p, chi2_df = chi_square_of(reference * effective[0], current * effective[1])
    occupied = reference + current > 0
    df = occupied.sum() - 1
    pp = np.where(reference == 0, 0.5, reference)[occupied] / n
    qq = np.where(current == 0, 0.5, current)[occupied] / m
    psi = np.sum(special.rel_entr(pp, qq) + special.rel_entr(qq, pp)) + 0.0
    if (reference[occupied] == 0).any() or (current[occupied] == 0).any():
        psi = np.sum((pp - qq) * np.log(pp / qq))
    js = js_in_bits(*counts)
    assert abs(js - distance.jensenshannon(p, q, base=2) ** 2) <= 1e-11 * js + 1e-15
    psi_scale = factor * second_order(pooled, (ne, me), 0.5, 0, 0.12)
    js_scale = factor / (8 * np.log(2)) * second_order(pooled, (ne, me), 0.375, 0.25, 2 * np.log(2) - 1)
    tv = total_variation(*counts, sizes, bracket_of_series)
    tv_of_pairs = total_variation(*counts, sizes, bracket_of_pair)
    area = wasserstein(*counts, positions.tolist(), sizes, bracket_of_series)
    area_of_pairs = wasserstein(*counts, positions.tolist(), sizes, bracket_of_pair)
    return {
        "case": name,
        "reference": reference.astype(int),
        "current": current.astype(int),
        "positions": positions,
        "reference_effective": ne,
        "current_effective": me,
        "ks": d,
        "ks_p": ks_p(reference, current, d, tuple(map(float, effective))),
        "chi2_kind": kind,
        "chi2": chi2,
        "chi2_p": chi2_p,
        "chi2_df": chi2_df,
        "tv": 0.5 * distance.cityblock(p, q),
        "tv_p": tv[0],
        "tv_noise": tv[1],
        "tv_lower": tv[2],
        "tv_p_of_pairs": tv_of_pairs[0],
        "tv_noise_of_pairs": tv_of_pairs[1],
        "psi": psi,
        "psi_p": stats.chi2.sf(psi / psi_scale, df),
        "psi_noise": psi_scale * stats.chi2.isf(0.01, df),
        "js": js,
        "js_p": stats.chi2.sf(float(js) / js_scale, df),
        "js_noise": min(1, js_scale * stats.chi2.isf(0.01, df)),
        "wasserstein": stats.wasserstein_distance(positions, positions, p, q),
        "wasserstein_p": area[0],
        "wasserstein_noise": area[1],
        "wasserstein_p_of_pairs": area_of_pairs[0],
        "wasserstein_noise_of_pairs": area_of_pairs[1],
    }


def raw_comparison(name, x, y):
    positions = np.unique(np.concatenate([x, y]))
    reference = [(x == v).sum() for v in positions]
    current = [(y == v).sum() for v in positions]
    row = comparison(name, reference, current, positions)
    assert abs(row["ks"] - stats.ks_2samp(x, y).statistic) < 1e-15
    assert abs(row["wasserstein"] - stats.wasserstein_distance(x, y)) < 1e-14 * max(1, row["wasserstein"])
    return row


def comparisons():
    rng = np.random.default_rng(SEED)
    rows = [
        comparison("contingency table of four levels", [30, 14, 34, 45], [28, 20, 40, 22]),
        comparison("two levels", [80, 20], [55, 45]),
        comparison("identical", [10, 20, 30, 40], [10, 20, 30, 40]),
        comparison("same shares at other size", [100, 200, 300], [10, 20, 30]),
        comparison("disjoint", [50, 50, 0, 0], [0, 0, 50, 50]),
        comparison("constant to another constant", [500, 0], [0, 500]),
        comparison("one value each", [1, 0], [0, 1]),
        comparison("one current value", [40, 30, 30], [0, 1, 0]),
        comparison("empty on one side", [50, 30, 20, 0], [40, 40, 0, 20]),
        comparison("empty on both sides", [50, 0, 30, 0, 20], [40, 0, 40, 0, 20]),
        comparison("rare levels fold", [500, 300, 190, 4, 3, 3], [480, 310, 190, 8, 7, 5]),
        comparison("rest below five", [19000, 990, 10, 0], [940, 55, 3, 2]),
        comparison("new level against a very large reference", [900000, 100000, 0], [500, 0, 500]),
        comparison("all levels rare", [3, 2, 1, 4], [2, 2, 3, 1]),
        comparison("effective sizes", [3000, 5000, 2000], [250, 550, 200], effective=(0.8, 0.1)),
        comparison("effective current only", [120, 300, 400, 180], [20, 30, 30, 20], effective=(1, 0.25)),
        comparison("equal neighbouring positions", [10, 20, 30], [30, 20, 10], [1.0, 1.0, 2.0]),
        comparison("nearly constant", [19990, 6, 4], [998, 0, 2], [0.0, 1.0, 5.0]),
        comparison("nearly constant in between", [3, 9990, 7], [1, 496, 3], effective=(0.9, 0.5)),
        comparison("two levels and a rare one", [4116, 5721, 163], [520, 480, 0]),
        comparison("uneven positions", [10, 20, 30, 40], [40, 30, 20, 10], [-1e6, -0.5, 0.25, 1e9]),
    ]
    i, j = np.arange(100), np.arange(80)
    a = ((7919 * i) % 1000) / 1000
    b = ((((104729 * j) + 17) % 1000) / 1000) ** 1.3
    rows.append(raw_comparison("two raw samples", a, b))
    rows.append(raw_comparison("tied raw samples", np.array([1, 1, 1, 2, 2, 3.0]), np.array([1, 2, 2, 3, 3, 3.0])))
    for k, (n, m) in enumerate([(20, 20), (50, 30), (200, 100), (300, 7)]):
        rows.append(raw_comparison(f"normal samples {k}", rng.normal(size=n), rng.normal(0.3, 1.2, size=m)))
        rows.append(raw_comparison(f"integer samples {k}", rng.poisson(3, n).astype(float), rng.poisson(4, m).astype(float)))
    for cells in [2, 3, 5, 8, 20, 64]:
        for n, m in [(100, 80), (2000, 500), (20000, 1000)]:
            for drift in [0.0, 0.3]:
                weights = rng.dirichlet(np.full(cells, 1.5))
                moved = (1 - drift) * weights + drift * rng.dirichlet(np.full(cells, 1.5))
                positions = np.sort(rng.normal(10, 5, cells))
                effective = (1.0, 1.0) if rng.random() < 0.5 else (float(rng.uniform(0.5, 1)), float(rng.uniform(0.1, 1)))
                rows.append(comparison(f"{cells} cells {n}/{m} drift {drift}", rng.multinomial(n, weights),
                                       rng.multinomial(m, moved), positions, effective))
    write("comparisons.csv", rows)


def proportions():
    rows = []
    for h, n, k, m in [(300, 20000, 50, 1000), (300, 20000, 15, 1000), (10, 100, 20, 100), (9000, 10000, 850, 1000),
                       (500, 1000, 500, 1000), (19990, 20000, 990, 1000), (5, 20000, 5, 1000), (0, 20000, 1, 1000),
                       (0, 20000, 3, 1000), (40, 20000, 0, 1000), (20000, 20000, 999, 1000), (3, 10, 0, 4), (0, 50, 50, 50)]:
        pooled, share = (h + k) / (n + m), m / (n + m)
        if min(pooled, 1 - pooled) * min(n, m) >= 5:
            kind, p = "proportions_ztest", proportions_ztest([h, k], [n, m])[1]
        else:
            r, c = (h, k) if pooled <= 0.5 else (n - h, m - k)
            kind = "binom"
            p = min(1, 2 * min(stats.binom.sf(c - 1, r + c, share), stats.binom.cdf(c, r + c, share)))
        factor = 1 / n + 1 / m
        noise = stats.norm.isf(0.005) * np.sqrt(factor * max(pooled * (1 - pooled), 3 / min(n, m)))
        rows.append({"kind": kind, "reference_hits": h, "reference_n": n, "current_hits": k, "current_n": m,
                     "statistic": abs(h / n - k / m), "p": p, "noise": min(1, noise)})
    write("proportions.csv", rows)


def benjamini_hochberg():
    rng = np.random.default_rng(SEED + 1)
    cases = [[0.02], [0.5, 0.5, 0.5], [0.0, 1.0], [1e-300, 0.04, 0.03], [0.01, 0.02, 0.03, 0.04, 0.05],
             [0.05, 0.04, 0.03, 0.02, 0.01], [0.9, 0.001, 0.001, 0.2]]
    cases += [np.round(rng.beta(0.4, 1.5, size), 3 if k % 2 else 17) for k, size in enumerate([3, 10, 20, 50, 200])]
    rows = []
    for p in cases:
        adjusted = multipletests(p, method="fdr_bh")[1]
        assert np.allclose(adjusted, stats.false_discovery_control(p), rtol=1e-14, atol=0)
        rows.append({"p": np.array(p), "adjusted": adjusted})
    write("benjamini_hochberg.csv", rows)


if __name__ == "__main__":
    kolmogorov()
    chi_square()
    comparisons()
    proportions()
    benjamini_hochberg()
