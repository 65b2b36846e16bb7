"""Writes the reference values of the numeric two-sample measures on raw samples.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py
    Rscript generate.R

`samples.csv` holds the samples, every other file one row per case. Statistics come from SciPy wherever
it has them. p-values come from SciPy where it is exact; where it is not (ties, tails that it computes
as 1 - cdf or clips), they are counted here in whole numbers, or integrated to 30 digits, each by
another method than the project uses. What SciPy also gives is asserted to agree.
"""

import csv
import itertools
import math
import pathlib
import platform
import warnings
from collections import Counter
from fractions import Fraction

import mpmath
import numpy as np
import scipy
from scipy import stats

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "samples"
SEED = 20250117
PROVENANCE = (
    f"# generate.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__},"
    f" SciPy {scipy.__version__}, mpmath {mpmath.__version__}"
)
mpmath.mp.dps = 30

# The rules by which the project chooses between exact and limit law, restated.
KS_PATHS = 1_000_000
RANK_SUM_STEPS = 4_000_000
CVM_STEPS = 20_000_000
ARRANGEMENTS = 200_000


def cell(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (float, np.floating, mpmath.mpf)):
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


def samples():
    rng = np.random.default_rng(SEED)
    families = {
        "normal": lambda size: rng.normal(size=size),
        "lognormal": lambda size: rng.lognormal(size=size),
        "t3": lambda size: rng.standard_t(3, size),
        "integer": lambda size: rng.poisson(3, size).astype(float),
        "zero inflated": lambda size: np.where(rng.random(size) < 0.7, 0.0, rng.lognormal(size=size)),
    }
    i, j = np.arange(100), np.arange(80)
    a = ((7919 * i) % 1000) / 1000
    b = ((((104729 * j) + 17) % 1000) / 1000) ** 1.3
    yield "golden", a, b
    yield "golden start", a[:30], b[:25]
    yield "golden ties", np.array([1, 1, 1, 2, 2, 3.0]), np.array([1, 2, 2, 3, 3, 3.0])
    yield "separated", np.arange(10.0), np.arange(20.0, 32.0)
    yield "separated unequal", np.arange(40.0), np.arange(100.0, 107.0)
    yield "equal shares", np.array([1.0, 2, 3]), np.array([1.0, 1, 2, 2, 3, 3])
    for n in range(1, 9):
        for m in (1, 4, 8):
            yield f"tiny normal {n}/{m}", rng.normal(size=n), rng.normal(0.8, 1, size=m)
            yield f"tiny integer {n}/{m}", rng.integers(0, 5, n).astype(float), rng.integers(1, 6, m).astype(float)
    for n, m in [(12, 9), (25, 40), (60, 60), (150, 80), (300, 7), (500, 250)]:
        for name, draw in families.items():
            yield f"{name} {n}/{m}", draw(n), 1.1 * draw(m) + (1 if name == "integer" and n % 4 == 0 else 0)
    for n, m, shift in [(15, 15, 4), (30, 30, 2), (30, 30, 5), (100, 50, 1), (100, 50, 2.5), (400, 200, 0.5),
                        (400, 200, 1), (400, 200, 3), (80, 80, 2)]:
        yield f"normal {n}/{m} shift {shift}", rng.normal(size=n), rng.normal(shift, 1, size=m)
    yield "lognormal 120/90 shift", rng.lognormal(size=120), rng.lognormal(1.2, 1, size=90)
    yield "integer 200/100 shift", rng.poisson(3, 200).astype(float), rng.poisson(6, 100).astype(float)
    yield "zero inflated 200/150 shift", families["zero inflated"](200), rng.lognormal(size=150)
    yield "normal 1500/1200", rng.normal(size=1500), rng.normal(0.1, 1, size=1200)
    yield "integer 3000/900", rng.poisson(4, 3000).astype(float), rng.poisson(4.2, 900).astype(float)


def groups_of(x, y):
    values = np.unique(np.concatenate([x, y]))
    return values, [int((x == v).sum()) for v in values], [int((y == v).sum()) for v in values]


def tied(x, y):
    return len(np.unique(np.concatenate([x, y]))) < len(x) + len(y)


def rarity(x, y):
    """A nearly constant feature varies at least as if three other values were expected."""
    _, in_x, in_y = groups_of(x, y)
    share = max(np.add(in_x, in_y)) / (len(x) + len(y))
    return max(1.0, 3 / ((1 - share) * min(len(x), len(y)))) if share > 0.5 else 1.0


# --- Kolmogorov-Smirnov: paths that stay inside, in whole numbers


def ks_exact(x, y):
    _, in_x, in_y = groups_of(x, y)
    n, m = len(x), len(y)
    ends = set(np.cumsum(np.add(in_x, in_y)).tolist())
    gap = max(abs(i * m - j * n) for i, j in zip(np.cumsum(in_x).tolist(), np.cumsum(in_y).tolist()))
    row = [0] * (m + 1)
    for i in range(n + 1):
        for j in range(m + 1):
            inside = i + j not in ends or abs(i * m - j * n) < gap
            if i + j == 0:
                row[0] = 1 if inside else 0
            elif not inside:
                row[j] = 0
            elif j > 0:
                row[j] += row[j - 1]
    total = math.comb(n + m, n)
    return mpmath.mpf(total - row[m]) / total if gap > 0 else mpmath.mpf(1)


def ks(name, x, y):
    n, m = len(x), len(y)
    d = stats.ks_2samp(x, y, method="asymp").statistic
    if n * m > KS_PATHS:
        return {"case": name, "kind": "limit", "statistic": d, "p": stats.kstwobign.sf(d * math.sqrt(n * m / (n + m)))}
    p = ks_exact(x, y)
    if not tied(x, y):
        assert abs(stats.ks_2samp(x, y, method="exact").pvalue - p) < 1e-11
    return {"case": name, "kind": "exact", "statistic": d, "p": p}


# --- Mann-Whitney: number of arrangements by their doubled rank sum


def rank_sum_exact(x, y):
    ranks = np.rint(2 * stats.rankdata(np.concatenate([x, y]))).astype(int)
    n = len(x)
    ways = [Counter() for _ in range(n + 1)]
    ways[0][0] = 1
    for rank in ranks.tolist():
        for chosen in range(n, 0, -1):
            for total, count in ways[chosen - 1].items():
                ways[chosen][total + rank] += count
    center = n * (n + len(y) + 1)
    observed = abs(int(ranks[:n].sum()) - center)
    beyond = sum(count for total, count in ways[n].items() if abs(total - center) >= observed)
    return mpmath.mpf(beyond) / math.comb(n + len(y), n)


def mann_whitney(name, x, y):
    n, m = len(x), len(y)
    smaller = min(n, m)
    exact = (n + m) * smaller * (n * m * (2 if tied(x, y) else 1) + 1) <= RANK_SUM_STEPS
    result = stats.mannwhitneyu(x, y, method="asymptotic")
    u = result.statistic
    if exact:
        p = rank_sum_exact(*((x, y) if n <= m else (y, x)))
        if not tied(x, y):
            assert abs(stats.mannwhitneyu(x, y, method="exact").pvalue - p) < 1e-13
    elif rarity(x, y) > 1:
        p = 2 * stats.norm.sf(stats.norm.isf(result.pvalue / 2) / math.sqrt(rarity(x, y)))
    else:
        p = result.pvalue
    return {"case": name, "kind": "exact" if exact else "limit", "u": u, "statistic": abs(2 * u / (n * m) - 1), "p": p}


# --- Welch


def welch(name, x, y):
    if min(len(x), len(y)) < 2:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = stats.ttest_ind(x, y, equal_var=False)
    if not np.isfinite(result.statistic):
        return None
    t, df = abs(mpmath.mpf(float(result.statistic))), mpmath.mpf(float(result.df))
    p = mpmath.betainc(df / 2, 0.5, 0, df / (df + t * t), regularized=True)
    assert abs(p - result.pvalue) <= 1e-9 * p
    critical = stats.t.isf(0.005, result.df)
    return {"case": name, "kind": "limit", "statistic": t, "df": result.df, "p": p, "noise": critical}


# --- Weighted sums of squared gaps: Cramér-von Mises and Anderson-Darling


def squared_gaps(x, y, weight):
    """n·m/(n+m)·Σ weight·(F - G)² in whole-number fractions, over the ends of groups."""
    _, in_x, in_y = groups_of(x, y)
    n, m = len(x), len(y)
    total, i, j = Fraction(0), 0, 0
    for a, b in zip(in_x, in_y):
        i, j = i + a, j + b
        total += weight(a + b, i + j, n + m) * (Fraction(i, n) - Fraction(j, m)) ** 2
    return total * Fraction(n * m, n + m)


def cvm_weight(size, below, total):
    return Fraction(size, total)


def ad_weight(size, below, total):
    return Fraction(size * total, below * (total - below)) if below < total else Fraction(0)


def enumerated(x, y, weight):
    pooled = np.concatenate([x, y])
    n, m = len(x), len(y)
    values, in_x, in_y = groups_of(x, y)
    sizes = np.add(in_x, in_y)
    below = np.cumsum(sizes)
    weights = np.array([float(weight(int(s), int(b), n + m)) for s, b in zip(sizes, below)])
    position = np.searchsorted(values, pooled)
    smaller = n if n <= m else m
    hits = total = 0
    index = np.fromiter(itertools.chain.from_iterable(itertools.combinations(range(n + m), smaller)), dtype=np.int32)
    index = index.reshape(-1, smaller)
    observed = float(squared_gaps(x, y, weight))
    for chunk in np.array_split(index, max(1, len(index) // 20000)):
        counts = np.zeros((len(chunk), len(values)))
        np.add.at(counts, (np.arange(len(chunk))[:, None], position[chunk]), 1)
        first = np.cumsum(counts, axis=1)
        gap = first / smaller - (below - first) / (n + m - smaller)
        t = (gap**2 * weights).sum(axis=1) * n * m / (n + m)
        hits += int((t >= observed * (1 - 1e-10)).sum())
        total += len(chunk)
    assert total == math.comb(n + m, n)
    return mpmath.mpf(hits) / total


def cvm_paths(x, y):
    """Arrangements by their sum, carried along all paths in whole numbers."""
    _, in_x, in_y = groups_of(x, y)
    n, m = len(x), len(y)
    size_at = dict(zip(np.cumsum(np.add(in_x, in_y)).tolist(), np.add(in_x, in_y).tolist()))
    g = math.gcd(n, m)
    observed = squared_gaps(x, y, cvm_weight) * (n + m) ** 2 * n * m / (g * g)
    row = [None] * (m + 1)
    for i in range(n + 1):
        for j in range(m + 1):
            here = Counter({0: 1}) if i + j == 0 else Counter()
            if i > 0:
                here.update(row[j])
            if j > 0:
                here.update(row[j - 1])
            gain = size_at.get(i + j, 0) * ((i * m - j * n) // g) ** 2
            row[j] = Counter({total + gain: count for total, count in here.items()})
    beyond = sum(count for total, count in row[m].items() if total >= observed)
    return mpmath.mpf(beyond) / math.comb(n + m, n)


def smirnov_tail(x, zeros, determinant, terms):
    """Smirnov's alternating integrals between the zeros of the determinant."""
    x = mpmath.mpf(x)
    total = mpmath.mpf(0)
    for k in range(terms):
        if 2 * k >= len(zeros):
            break
        a = zeros[2 * k]
        b = zeros[2 * k + 1] if 2 * k + 1 < len(zeros) else mpmath.inf
        if mpmath.exp(-x * a) < mpmath.mpf(10) ** -40 * max(total, mpmath.mpf(10) ** -300):
            break

        def integrand(u):
            return mpmath.exp(-x * u) / (u * mpmath.sqrt(abs(determinant(u))))

        if b == mpmath.inf:
            # u = a + v² takes the inverse root at the end away.
            root = mpmath.sqrt(1 / x)
            part = mpmath.quad(lambda v: 2 * v * integrand(a + v * v) if v else mpmath.mpf(0),
                               [mpmath.mpf(10) ** -25 * root, root / 2, root, 2 * root, 4 * root, 7 * root, 12 * root])
        else:
            middle, half = (a + b) / 2, (b - a) / 2
            # Chebyshev nodes, because the integrand grows like an inverse root at both ends.
            count = 96 + int(8 * x)
            part = mpmath.fsum(
                half * mpmath.sin(t) * integrand(middle + half * mpmath.cos(t))
                for t in (mpmath.pi * (2 * q + 1) / (2 * count) for q in range(count))
            ) * mpmath.pi / count
        total += (-1) ** k * part
    return total / mpmath.pi


def cvm_limit(x):
    if x < 0.01:
        return None
    zeros = [mpmath.pi**2 * k * k / 2 for k in range(1, 60)]
    return smirnov_tail(x, zeros, lambda u: mpmath.sin(mpmath.sqrt(2 * u)) / mpmath.sqrt(2 * u), 29)


def ad_limit(x):
    if x < 0.1:
        return None
    zeros = [mpmath.mpf(k * (k + 1)) / 2 for k in range(1, 80)]
    return smirnov_tail(x, zeros, lambda u: mpmath.cos(mpmath.pi / 2 * mpmath.sqrt(1 + 8 * u)) / (2 * mpmath.pi * u), 39)


def bridge_tail(x, y, weight):
    """Tail of the weighted sum of squares of a Brownian bridge over the groups."""
    _, in_x, in_y = groups_of(x, y)
    sizes = np.add(in_x, in_y)
    size = len(x) + len(y)
    weights = [float(weight(int(s), int(b), size)) for s, b in zip(sizes, np.cumsum(sizes))]
    if len(sizes) > 128:
        return None
    factor = size / (size - 1) * rarity(x, y)
    return weighted_tail(float(squared_gaps(x, y, weight)), np.cumsum(sizes) / size, weights, factor)


def weighted_tail(statistic, below, weights, factor):
    """Tail of factor·Σ weight·B(below)², B a Brownian bridge, by the eigenvalues of the sum."""
    keep = (below < 1 - 1e-12) & (np.array(weights) > 0)
    below = below[keep]
    cov = np.minimum.outer(below, below) - np.outer(below, below)
    root = np.sqrt(np.array(weights)[keep] * factor)
    matrix = mpmath.matrix((root[:, None] * cov * root[None, :]).tolist())
    eigenvalues = sorted(mpmath.eigsy(matrix, eigvals_only=True), reverse=True)

    def determinant(u):
        return mpmath.fprod(1 - 2 * v * u for v in eigenvalues)

    if len(eigenvalues) == 1:
        return mpmath.erfc(mpmath.sqrt(statistic / (2 * eigenvalues[0])))
    return smirnov_tail(statistic, [1 / (2 * v) for v in eigenvalues], determinant, len(eigenvalues))


def cvm(name, x, y):
    n, m = len(x), len(y)
    t = squared_gaps(x, y, cvm_weight)
    steps = (n + m) * (n * m) ** 3 / (3 * math.gcd(n, m) ** 2)
    kind = "exact" if steps <= CVM_STEPS else "limit"
    if kind == "exact":
        p = cvm_paths(x, y)
        if math.comb(n + m, n) <= 20000:
            assert enumerated(x, y, cvm_weight) == p
    elif tied(x, y):
        kind = "groups"
        p = bridge_tail(x, y, cvm_weight)
    else:
        size, k = n + m, n * m
        mean = (1 + 1 / size) / 6
        variance = (size + 1) * (4 * k * size - 3 * (n * n + m * m) - 2 * k) / (45 * size**2 * 4 * k)
        p = cvm_limit(1 / 6 + (float(t) - mean) / math.sqrt(45 * variance))
    if not tied(x, y) and n > 1 and m > 1:
        result = stats.cramervonmises_2samp(x, y, method="exact" if kind == "exact" else "asymptotic")
        assert abs(result.statistic - t) < 1e-12 * (n + m)
        assert p is None or abs(result.pvalue - p) < 1e-8, (name, result.pvalue, p)
    if p is None:
        return None
    return {"case": name, "kind": kind, "statistic": float(t), "p": p}


def ad_variance(n, m):
    size, inverses = n + m, Fraction(1, n) + Fraction(1, m)
    h = sum(Fraction(1, i) for i in range(1, size)) if size < 300 else sum(1 / i for i in range(1, size))
    one = Fraction(1) if size < 300 else 1.0
    partial, g = 0 * one, 0 * one
    for i in range(1, size - 1):
        partial += one / (size - i)
        g += partial / (i + 1)
    inverses = inverses if size < 300 else float(inverses)
    a = (4 * g - 6) + (10 - 6 * g) * inverses
    b = (2 * g - 4) * 4 + 8 * h * 2 + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6
    c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverses + 4 * h
    d = (2 * h + 6) * 4 - 4 * h * 2
    return float((a * size**3 + b * size**2 + c * size + d) / ((size - 1) * (size - 2) * (size - 3)))


def ad(name, x, y):
    n, m = len(x), len(y)
    a2 = squared_gaps(x, y, ad_weight)
    if n + m >= 4:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            normalised = stats.anderson_ksamp([x, y], variant="right").statistic
        assert abs(normalised * math.sqrt(ad_variance(n, m)) + 1 - a2) < 1e-9 * max(1, a2), name
    if math.comb(n + m, n) <= ARRANGEMENTS:
        kind, p = "exact", enumerated(x, y, ad_weight)
    elif tied(x, y):
        kind, p = "groups", bridge_tail(x, y, ad_weight)
    else:
        limit_variance = 2 * (math.pi**2 - 9) / 3
        kind, p = "limit", ad_limit(1 + (float(a2) - 1) * math.sqrt(limit_variance / ad_variance(n, m)))
    if p is None:
        return None
    return {"case": name, "kind": kind, "statistic": float(a2), "p": p}


def distances(name, x, y):
    return {"case": name, "wasserstein": stats.wasserstein_distance(x, y), "energy": stats.energy_distance(x, y)}


def energy(name, x, y):
    """The limit law, and for small samples the share of all arrangements."""
    values, in_x, in_y = groups_of(x, y)
    n, m = len(x), len(y)
    if len(values) > 60:
        return None
    distance = stats.energy_distance(x, y)
    sizes = np.add(in_x, in_y)
    weights = np.append(2 * np.diff(values), 0.0)
    factor = (n + m) / (n + m - 1) * rarity(x, y)
    p = weighted_tail(distance**2 * n * m / (n + m), np.cumsum(sizes) / (n + m), weights, factor)
    exact = "nan"
    if math.comb(n + m, n) <= 20000:
        at = dict(zip(np.cumsum(sizes).tolist(), weights.tolist()))
        exact = enumerated(x, y, lambda size, below, total: at[below])
    return {"case": name, "statistic": distance, "p": p, "exact_p": exact}


# --- The same on counts, with effective sizes


def counted():
    rng = np.random.default_rng(SEED + 1)
    for k in range(36):
        cells = [2, 3, 5, 12, 30, 60][k % 6]
        weights = rng.dirichlet(np.full(cells, 1.2))
        moved = weights if k % 3 else 0.7 * weights + 0.3 * rng.dirichlet(np.full(cells, 1.2))
        n, m = [(300, 90), (2000, 500), (20000, 1000)][k // 12]
        x, y = rng.multinomial(n, weights), rng.multinomial(m, moved)
        effective = (1.0, 1.0) if k % 4 == 0 else (float(rng.uniform(0.5, 1)), float(rng.uniform(0.1, 1)))
        yield f"{cells} cells {k}", x, y, np.sort(rng.normal(10, 5, cells)), (n * effective[0], m * effective[1])


def counts(name, x, y, positions, effective):
    n, m = x.sum(), y.sum()
    ne, me = effective
    f, g = np.cumsum(x) / n, np.cumsum(y) / m
    pooled = (x * ne / n + y * me / m) / (ne + me)
    below = np.cumsum(pooled)
    occupied = x + y > 0
    x, y, positions, f, g, pooled, below = (v[occupied] for v in (x, y, positions, f, g, pooled, below))
    scale, factor = ne * me / (ne + me), (ne + me) / (ne + me - 1)
    rare = 1.0
    if pooled.max() > 0.5:
        rare = max(1.0, 3 / ((1 - pooled.max()) * min(ne, me)))
    row = {"case": name, "reference": x, "current": y, "positions": positions,
           "reference_effective": ne, "current_effective": me}
    inner = below < 1 - 1e-12
    variance = np.where(inner, below * (1 - below), 1)
    for measure, weights in [("cvm", pooled), ("ad", np.where(inner, pooled / variance, 0)),
                             ("energy", np.append(2 * np.diff(positions), 0.0))]:
        total = float((weights * (f - g) ** 2)[inner].sum())
        row[measure] = math.sqrt(total) if measure == "energy" else total * scale
        row[measure + "_p"] = weighted_tail(total * scale, below, weights, factor * rare)
    assert abs(row["energy"] - stats.energy_distance(positions, positions, x / n, y / m)) < 1e-12
    difference = abs(sum(int(b) * (2 * int(x[:i].sum()) + int(x[i])) for i, b in enumerate(y)) - int(n) * int(m))
    size = float(n + m)
    groups = size * pooled
    untied = 1 - (groups**3 - groups).sum() / (size**3 - size)
    deviation = math.sqrt((ne + me + 1) / (3 * ne * me) * untied * rare)
    row["mann_whitney"] = difference / (int(n) * int(m))
    row["mann_whitney_p"] = 2 * stats.norm.sf(max(0, row["mann_whitney"] - 1 / (ne * me)) / deviation)
    mean_x, mean_y = (positions * x).sum() / n, (positions * y).sum() / m
    variance_x = (x * (positions - mean_x) ** 2).sum() / (n - 1)
    variance_y = (y * (positions - mean_y) ** 2).sum() / (m - 1)
    t = stats.ttest_ind_from_stats(mean_x, math.sqrt(variance_x * n / ne), n, mean_y, math.sqrt(variance_y * m / me), m,
                                   equal_var=False).statistic
    a, b = variance_x / ne, variance_y / me
    df = (a + b) ** 2 / (a * a / (ne - 1) + b * b / (me - 1))
    row["welch"] = abs(t)
    row["welch_p"] = mpmath.betainc(df / 2, 0.5, 0, mpmath.mpf(df) / (df + mpmath.mpf(t) ** 2), regularized=True)
    return row


def laws():
    rows = []
    for x in [0.02, 0.05, 0.1, 0.16, 0.1666, 0.17, 0.25, 0.347, 0.461, 0.743, 1, 1.5, 2, 3, 5, 8, 12, 20, 40, 100, 140]:
        rows.append({"law": "cramer_von_mises", "x": x, "p": cvm_limit(x)})
    for x in [0.15, 0.3, 0.5, 0.77, 0.99, 1.01, 1.25, 1.93, 2.49, 3.88, 5, 8, 10, 15, 20, 30, 50, 100, 300, 690]:
        rows.append({"law": "anderson_darling", "x": x, "p": ad_limit(x)})
    write("limit_laws.csv", rows)
    rows = []
    for df in [1, 1.7, 2, 3, 5.5, 10, 30, 100.25, 1e3, 1e4, 1e5, 9.9e5, 1.01e6, 1e7, 1e9]:
        for t in [1e-6, 0.01, 0.7, 0.999, 1.001, 2, 2.576, 4, 7, 12]:
            d, s = mpmath.mpf(df), mpmath.mpf(t) ** 2
            with mpmath.workdps(60):
                p = mpmath.betainc(d / 2, 0.5, 0, d / (d + s), regularized=True) if df < 1e5 else student(d, s)
            assert abs(p - 2 * stats.t.sf(t, df)) < 1e-8 * p, (df, t, p)
            rows.append({"df": df, "t": t, "p": p})
    write("student.csv", rows)


def student(df, square):
    """Two-sided tail by integration of the density, where series for the beta function are slow."""
    log_norm = mpmath.loggamma((df + 1) / 2) - mpmath.loggamma(df / 2) - mpmath.log(df * mpmath.pi) / 2
    start = mpmath.sqrt(square)

    def density(t):
        return mpmath.exp(log_norm - (df + 1) / 2 * mpmath.log1p(t * t / df))

    return 2 * mpmath.quad(density, [start + k for k in mpmath.linspace(0, 8, 9)] + [start + 15, start + 40])


def measured(name, measure, data):
    rows = [row for row in (measure(*case) for case in data) if row is not None]
    write(name, rows)
    print(name, len(rows), Counter(row.get("kind") for row in rows))


if __name__ == "__main__":
    DATA = [case for case in samples() if len(np.unique(np.concatenate(case[1:]))) > 1]
    write("samples.csv", [{"case": name, "reference": x, "current": y} for name, x, y in DATA])
    measured("kolmogorov_smirnov.csv", ks, DATA)
    measured("mann_whitney.csv", mann_whitney, DATA)
    measured("welch_t.csv", welch, DATA)
    measured("cramer_von_mises.csv", cvm, DATA)
    measured("anderson_darling.csv", ad, DATA)
    measured("distances.csv", distances, DATA)
    measured("energy.csv", energy, DATA)
    measured("counts.csv", counts, counted())
    laws()
