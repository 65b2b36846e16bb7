"""Writes the reference values that CountMeasureReferenceTest, CorrectionReferenceTest and the tests of
the distributions behind them read.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py

fisher_r.csv comes from fisher.R beside this script. Every file starts with a line that says which
versions wrote it. Lists inside a cell are separated by spaces. What SciPy or statsmodels computes comes
from there; what is a definition of this project (folding, empty cells, second-order factors) is written
out here a second time, on its own. Sums whose terms nearly cancel (G, Kullback-Leibler, Jensen-Shannon) are
taken with mpmath at 40 digits from the whole counts; SciPy loses some of its digits there, and has to agree as far as it
keeps them. Noncentral chi-square is summed with mpmath at 40 digits and checked
against SciPy.
"""

import csv
import pathlib
import platform

import mpmath
import numpy as np
import scipy
import statsmodels
from mpmath import mpf
from scipy import optimize, special, stats
from scipy.spatial import distance
from statsmodels.stats.multitest import multipletests

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "counts"
SEED = 20240707
PROVENANCE = (
    f"# generate.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__},"
    f" SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}"
)
mpmath.mp.dps = 40


def cell(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (float, np.floating, mpf)):
        return "Infinity" if np.isinf(float(value)) else repr(float(value))
    return str(value)


def write(name, rows):
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / name, "w", newline="") as file:
        file.write(PROVENANCE + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0].keys())
        for row in rows:
            writer.writerow([cell(v) for v in row.values()])
    print(name, len(rows))


# --- noncentral chi-square -------------------------------------------------------------------------


def ncx2_tail(x, df, nc, lower):
    """Sum over the Poisson weights at 40 digits, each term from mpmath's incomplete gamma function;
    neighbours by recursion in the direction that adds."""
    a, h, l = mpmath.mpf(df) / 2, mpmath.mpf(x) / 2, mpmath.mpf(nc) / 2
    centre = float(max(0, (mpmath.sqrt(a * a + 4 * l * h) - a) / 2))
    spread = int(14 * np.sqrt(centre + float(l) + 1)) + 60
    lo, hi = max(0, int(centre) - spread), int(centre) + spread

    def weight(j):
        return mpmath.exp(-l + (j * mpmath.log(l) if j else 0) - mpmath.loggamma(j + 1)) if l else mpmath.mpf(j == 0)

    def decrement(j):
        return mpmath.exp((a + j) * mpmath.log(h) - h - mpmath.loggamma(a + j + 1))

    total = mpmath.mpf(0)
    if lower:
        # P(b, h) by its series at the upper end, then downwards
        b, term, p = a + hi, mpmath.mpf(1), mpmath.mpf(1)
        k = 1
        while term > mpmath.mpf(10) ** -45 * p:
            term *= h / (b + k)
            p += term
            k += 1
        g = decrement(hi)
        p *= g
        w = weight(hi)
        for j in range(hi, lo - 1, -1):
            total += w * p
            if j > 0:
                g *= (a + j) / h
                p += g
                w = w * j / l if l else weight(j - 1)
    else:
        # Q(b, h) = 1 - P(b, h), with digits to spare for what cancels
        with mpmath.workdps(380):
            term, p, k = mpmath.mpf(1), mpmath.mpf(1), 1
            while term > mpmath.mpf(10) ** -370 * p:
                term *= h / (a + lo + k)
                p += term
                k += 1
            q = 1 - p * decrement(lo)
        q = +q
        g, w = decrement(lo), weight(lo)
        for j in range(lo, hi + 1):
            total += w * q
            q += g
            g *= h / (a + j + 1)
            w = w * l / (j + 1)
    return total


def noncentral_chi_square():
    rows = []
    for df in [1, 2, 3, 4, 9, 19, 19.5, 99, 1000]:
        for nc in [0, 0.01, 0.5, 3, 20, 100, 1000, 1e4, 1e5, 1e6]:
            if nc >= 1e5 and df not in ((1, 19, 99) if nc == 1e5 else (19,)):
                continue
            mean, sd = df + nc, np.sqrt(2 * (df + 2 * nc))
            for z in [-8, -4, -2, 0, 1, 2, 4, 8]:
                x = round(mean + z * sd, 6)
                if x <= 0:
                    if z < -2:
                        continue
                    x = round(mean / 50, 6)
                lower = x <= mean
                value = ncx2_tail(x, df, nc, lower)
                if not mpmath.mpf("1e-290") < value:
                    continue
                other = stats.ncx2.cdf(x, df, nc) if lower else stats.ncx2.sf(x, df, nc)
                if value > mpmath.mpf("1e-8") and nc > 0:
                    assert abs(other - value) <= 1e-7 * value, (x, df, nc, other, value)
                rows.append({"df": df, "noncentrality": nc, "x": x, "lower": lower, "tail": float(value)})
    write("noncentral_chi_square.csv", rows)

    rows = []
    for df in [1, 4, 19, 99]:
        for x in [0.3 * df, df, 2 * df, 5 * df, 40 * df, 1000 * df]:
            for tail in [0.005, 0.01, 0.025, 0.05]:
                def solve(f):
                    return optimize.brentq(lambda s: f(s * s), 1e-8, np.sqrt(x) + 12, xtol=1e-15, rtol=1e-15) ** 2

                lower = 0.0 if stats.chi2.sf(x, df) >= tail else solve(lambda nc: stats.ncx2.sf(x, df, nc) - tail)
                upper = 0.0 if stats.chi2.cdf(x, df) <= tail else solve(lambda nc: stats.ncx2.cdf(x, df, nc) - tail)
                rows.append({"df": df, "x": x, "tail": tail, "lower": lower, "upper": upper})
    write("noncentrality_bounds.csv", rows)


def error_function():
    points = [0.0, 1e-300, 1e-9, 0.1, 0.3, 0.46875, 0.4687500001, 0.5, 0.75, 1.0, 1.5, 1.821, 2.0, 2.5758, 3.0, 3.9, 4.0,
              4.0000001, 4.5, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 25.0, 26.0]
    write("error_function.csv", [{"x": x, "complement": float(mpmath.erfc(x))} for x in points])


# --- contingency tables ----------------------------------------------------------------------------


def folded(reference, current):
    """The folded table, and whether its last column is a rest expected less than five times."""
    share = min(reference.sum(), current.sum()) / (reference.sum() + current.sum())
    kept = (reference + current) * share >= 5
    rest = np.array([reference[~kept].sum(), current[~kept].sum()])
    table = np.array([reference[kept], current[kept]])
    if rest.sum() > 0:
        table = np.column_stack([table, rest])
    return table, rest.sum() > 0 and rest.sum() * share < 5


def williams(table):
    n = table.sum()
    rows = (n / table.sum(axis=1)).sum() - 1
    columns = (n / table.sum(axis=0)).sum() - 1
    return 1 + rows * columns / (6 * n * max(1, table.shape[1] - 1) * (table.shape[0] - 1))


def logarithmic(x, mean):
    return (x * mpmath.log(x / mean) if x > 0 else 0) - x + mean


def g_statistic(table, least=0):
    """2*sum O*ln(O/E) of two rows of mpf; expected values below the least count as the least, the deviation kept."""
    rows, total = [mpmath.fsum(row) for row in table], mpmath.fsum(table[0] + table[1])
    terms = []
    for row, size in zip(table, rows):
        for k, value in enumerate(row):
            expected = (table[0][k] + table[1][k]) * size / total
            held = max(expected, mpf(least))
            terms.append(logarithmic(max(mpf(0), value - expected + held), held))
    return 2 * mpmath.fsum(terms)


def contingency(name, reference, current, effective=(1.0, 1.0)):
    reference, current = np.array(reference, dtype=float), np.array(current, dtype=float)
    ne, me = reference.sum() * effective[0], current.sum() * effective[1]
    row = {"case": name, "reference": reference.astype(int), "current": current.astype(int),
           "reference_effective": ne, "current_effective": me}
    scaled = np.array([reference * effective[0], current * effective[1]])
    occupied = scaled.sum(axis=0) > 0
    plain = scaled[:, occupied]
    result = stats.chi2_contingency(plain, correction=False)
    row["chi2_raw"], row["chi2_raw_p"] = result.statistic, result.pvalue
    exact = [[mpf(int(v)) * mpf(size) / mpf(int(side.sum())) for v in side] for side, size in ((reference, ne), (current, me))]
    row["g_raw"] = g_statistic([[v for v, keep in zip(side, occupied) if keep] for side in exact])
    result = stats.chi2_contingency(plain, correction=False, lambda_="log-likelihood")
    assert abs(result.statistic - row["g_raw"]) <= 1e-8 * row["g_raw"] + 1e-12, name
    row["g_raw_p"] = stats.chi2.sf(float(row["g_raw"]), result.dof)
    table, small = folded(*scaled)
    if table.shape[1] < 2:
        row["folded"], row["g"], row["g_p"] = "undefined", np.nan, np.nan
        return row
    df = table.shape[1] - 1
    kept = scaled.sum(axis=0) * min(ne, me) / (ne + me) >= 5
    columns = [[v for v, keep in zip(side, kept) if keep] for side in exact]
    rest = [mpmath.fsum(v for v, keep in zip(side, kept) if not keep) for side in exact]
    if sum(rest) > 0:
        columns = [side + [v] for side, v in zip(columns, rest)]
    row["folded"] = "floored" if small else "scipy"
    row["g"] = g_statistic(columns, 5)
    if not small:
        other = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert abs(other - row["g"]) <= 1e-8 * row["g"] + 1e-12, name
    row["g_p"] = stats.chi2.sf(float(row["g"]) / williams(table), df)
    return row


def tables(rng):
    cases = [
        ("four levels", [30, 14, 34, 45], [28, 20, 40, 22], (1.0, 1.0)),
        ("two levels", [80, 20], [55, 45], (1.0, 1.0)),
        ("identical", [10, 20, 30, 40], [10, 20, 30, 40], (1.0, 1.0)),
        ("disjoint", [50, 50, 0, 0], [0, 0, 50, 50], (1.0, 1.0)),
        ("empty on one side", [50, 30, 20, 0], [40, 40, 0, 20], (1.0, 1.0)),
        ("empty on both sides", [50, 0, 30, 0, 20], [40, 0, 40, 0, 20], (1.0, 1.0)),
        ("rare levels fold", [500, 300, 190, 4, 3, 3], [480, 310, 190, 8, 7, 5], (1.0, 1.0)),
        ("rest below five", [19000, 990, 10, 0], [940, 55, 3, 2], (1.0, 1.0)),
        ("new level", [900000, 100000, 0], [500, 0, 500], (1.0, 1.0)),
        ("all rare", [3, 2, 1, 4], [2, 2, 3, 1], (1.0, 1.0)),
        ("effective sizes", [3000, 5000, 2000], [250, 550, 200], (0.8, 0.1)),
        ("billions", [3 * 10**9, 5 * 10**9, 2 * 10**9], [2 * 10**9, 10**9, 7 * 10**8], (1.0, 1e-6)),
        ("tiny", [2, 1], [1, 3], (1.0, 1.0)),
        ("constant to another", [500, 0], [0, 500], (1.0, 1.0)),
        ("constant to two", [20000, 0], [500, 500], (1.0, 1.0)),
    ]
    for levels in [2, 3, 5, 10, 30, 100]:
        for n, m in [(60, 40), (1000, 1000), (20000, 1000), (1000000, 300)]:
            for drift in [0.0, 0.2, 0.8]:
                weights = rng.dirichlet(np.full(levels, 0.6))
                moved = (1 - drift) * weights + drift * rng.dirichlet(np.full(levels, 0.6))
                effective = (1.0, 1.0) if rng.random() < 0.6 else (float(rng.uniform(0.5, 1)), float(rng.uniform(0.1, 1)))
                reference, current = rng.multinomial(n, weights), rng.multinomial(m, moved)
                if ((reference + current) > 0).sum() > 1:
                    cases.append((f"{levels} levels {n}/{m} drift {drift}", reference, current, effective))
    return cases


# --- divergences -----------------------------------------------------------------------------------


def excess_of_roots(lam, mu):
    def missing(mean):
        if mean > 1000:  # where the difference from 1 would lose digits; the next term is below 1e-15
            return 1 / (8 * mean) + 7 / (128 * mean**2) + 75 / (1024 * mean**3) + 5509 / (32768 * mean**4)
        # in extended precision, because the result is a small difference from 1
        k = np.arange(1, int(mean + 14 * np.sqrt(mean) + 60)).astype(np.longdouble)
        mean = np.longdouble(mean)
        pmf = np.exp(-mean) * np.cumprod(mean / k)
        return float(1 - (pmf * np.sqrt(k / mean)).sum())

    out = []
    for a, b in zip(np.maximum(lam, 1.2), np.maximum(mu, 1.2)):
        x, y = missing(a), missing(b)
        out.append(8 * (x + y - x * y) / (1 / a + 1 / b) - 1)
    return np.mean(out)


def largest_difference(statistic, share, sizes, floor):
    """Sidak's bound over the levels; the difference of a level as a centred Poisson variable."""
    factor = 1 / sizes[0] + 1 / sizes[1]
    share = share[(share > 0) & (share < 1)]
    if len(share) == 2:
        share = share[:1]
    sd = np.sqrt(share * (1 - share) * factor)
    skew = (1 - 2 * share) * abs(sizes[0] - sizes[1]) / sizes.sum() * factor / sd

    def deviance(mean, step):
        u = step / mean
        near = sum((-u) ** k / (k * (k - 1)) for k in range(2, 12))
        far = (1 + u) * np.log1p(np.maximum(u, -1 + 1e-300)) - u
        return 2 * mean * np.where(np.abs(u) < 0.02, near, far)

    def tail(x):
        t = x / sd
        p = stats.chi2.sf(t**2, 1)
        curved = np.abs(skew) >= 1e-6
        mean = 1 / np.where(curved, skew, 1) ** 2
        step = t * np.sqrt(mean)
        heavy = stats.chi2.sf(deviance(mean, step), 1)
        light = np.where(step < mean, stats.chi2.sf(deviance(mean, np.maximum(-step, -mean)), 1), 0)
        p = np.where(curved & (t > 0), (heavy + light) / 2, p)
        return -np.expm1(np.log1p(-np.minimum(1, p)).sum())

    x = optimize.brentq(lambda x: np.log(max(tail(x), 1e-300) / 0.01), sd.max(), 20 * sd.max() + 1, xtol=1e-300, rtol=1e-14)
    return tail(statistic), max(floor, x)


def delta_variance(p, q, by_p, by_q, ne, me):
    def of(w, g):
        return max(0, (w * g * g).sum() - (w * g).sum() ** 2)

    return of(p, by_p) / ne + of(q, by_q) / me


def noncentral_interval(value, scale, df, variance, unbounded=False, most=np.inf):
    x = value / scale

    def solve(f):
        return optimize.brentq(lambda s: f(s * s), 1e-9, np.sqrt(x) + 12, xtol=1e-15, rtol=1e-15) ** 2

    z = stats.norm.isf(0.005)
    if x > 1e5 and x > 250 * df:
        low, high = max(0, np.sqrt(x) - z) ** 2, (np.sqrt(x) + z) ** 2
        return bounds(value, scale, df, variance, max(0, low - df + 1), high - df + 1, unbounded, most)
    low = 0.0 if stats.chi2.sf(x, df) >= 0.005 else solve(lambda nc: stats.ncx2.sf(x, df, nc) - 0.005)
    high = 0.0 if stats.chi2.cdf(x, df) <= 0.005 else solve(lambda nc: stats.ncx2.cdf(x, df, nc) - 0.005)
    return bounds(value, scale, df, variance, low, high, unbounded, most)


def bounds(value, scale, df, variance, low, high, unbounded, most):
    centre = max(0, value - scale * df)
    central = 2 * df * scale**2
    wide = np.sqrt(max(1, (variance + central) / (4 * scale * centre + central)))
    lower = max(0, centre - (centre - scale * low) * wide)
    upper = np.inf if unbounded else centre + (scale * high - centre) * wide
    return min(most, lower), min(most, upper)


def divergence(name, reference, current, effective):
    reference, current = np.array(reference, dtype=float), np.array(current, dtype=float)
    n, m = reference.sum(), current.sum()
    ne, me = n * effective[0], m * effective[1]
    p, q = reference / n, current / m
    occupied = reference + current > 0
    df = occupied.sum() - 1
    factor = 1 / ne + 1 / me
    pooled = ((reference * effective[0] + current * effective[1]) / (ne + me))[occupied]
    opposed = (p * me + q * ne) / (ne + me)
    lam, mu = pooled * ne, pooled * me
    pp = np.where(reference == 0, 0.5, reference)[occupied] / n
    qq = np.where(current == 0, 0.5, current)[occupied] / m
    p0, q0 = p[occupied], q[occupied]
    floor = min(1, stats.norm.isf(0.005) * np.sqrt(3 / min(ne, me) * factor))

    def second(a, b, c, cap):
        return 1 + np.minimum((a / lam**2 + b / mu**2 - c / (lam * mu)) / (1 / lam + 1 / mu), cap).mean()

    psi = np.sum((pp - qq) * np.log(pp / qq))
    psi_scale = factor * second(0.5, 0.5, 0, 0.12)
    ratio = np.log(pp / qq)
    psi_interval = noncentral_interval(
        psi, psi_scale, df, delta_variance(pp, qq, ratio + 1 - qq / pp, 1 - pp / qq - ratio, ne, me),
        unbounded=(reference[occupied] == 0).any() or (current[occupied] == 0).any())
    shares = [(mpf(int(a)) / int(n), mpf(int(b)) / int(m), mpf(a or 0.5) / int(n)) for a, b in zip(reference, current) if a + b > 0]
    exact_kl = mpmath.fsum(logarithmic(b, never_empty) for _, b, never_empty in shares)
    kl = float(exact_kl)
    assert abs(kl - special.kl_div(q0, pp).sum()) <= 1e-11 * kl + 1e-14, name
    kl_scale = factor / 2 * second(5 / 6, 1 / 6, 0, 0.21)
    slope = np.where(q0 > 0, np.log(np.where(q0 > 0, q0, 1) / pp), 0)
    kl_interval = noncentral_interval(
        kl, kl_scale, df, delta_variance(pp, q0, 1 - q0 / pp, slope, ne, me),
        unbounded=(reference[occupied] == 0).any())
    exact_js = mpmath.fsum(u * mpmath.log(2 * u / (a + b), 2) / 2 for a, b, _ in shares for u in (a, b) if u > 0)
    js = float(mpmath.sqrt(exact_js))
    assert abs(js - distance.jensenshannon(p, q, base=2)) <= 1e-11 * js + 1e-8 * (js == 0), name
    js_scale = factor / (8 * np.log(2)) * second(3 / 8, 3 / 8, 1 / 4, 2 * np.log(2) - 1)
    def js_slope(a, b):
        return np.where(a > 0, np.log2(2 * np.where(a > 0, a, 1) / (a + b)) / 2, 0)
    js_interval = noncentral_interval(
        js**2, js_scale, df, delta_variance(p0, q0, js_slope(p0, q0), js_slope(q0, p0), ne, me), most=1)
    js_noise = min(1, np.sqrt(js_scale * stats.chi2.isf(0.01, df)))
    hellinger = np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / np.sqrt(2)
    h_scale = factor / 8 * (1 + excess_of_roots(lam, mu))
    h_noise = min(1, np.sqrt(h_scale * stats.chi2.isf(0.01, df)))
    l_inf = distance.chebyshev(p, q)
    l_inf_p, l_inf_noise = largest_difference(l_inf, pooled, np.array([ne, me]), floor)
    _, l_inf_reach = largest_difference(l_inf, opposed[occupied], np.array([ne, me]), floor)
    return {
        "case": name, "reference": reference.astype(int), "current": current.astype(int),
        "reference_effective": ne, "current_effective": me,
        "psi": psi, "psi_lower": psi_interval[0], "psi_upper": psi_interval[1],
        "kl": kl, "kl_p": stats.chi2.sf(kl / kl_scale, df), "kl_noise": kl_scale * stats.chi2.isf(0.01, df),
        "kl_lower": kl_interval[0], "kl_upper": kl_interval[1],
        "js": exact_js, "js_lower": js_interval[0], "js_upper": js_interval[1],
        "js_distance": js, "js_distance_p": stats.chi2.sf(js**2 / js_scale, df), "js_distance_noise": js_noise,
        "js_distance_lower": max(0, js - js_noise),
        "hellinger": hellinger, "hellinger_p": stats.chi2.sf(hellinger**2 / h_scale, df), "hellinger_noise": h_noise,
        "hellinger_lower": max(0, hellinger - h_noise),
        "l_infinity": l_inf, "l_infinity_p": l_inf_p, "l_infinity_noise": min(1, l_inf_noise),
        "l_infinity_lower": max(0, l_inf - max(l_inf_noise, l_inf_reach)),
    }


# --- Fisher ----------------------------------------------------------------------------------------


def fisher_tables(rng):
    out = [(8, 2, 1, 5), (0, 10, 10, 0), (1, 9, 11, 3), (5, 5, 5, 5), (0, 5, 5, 100), (3, 0, 0, 3), (1, 0, 0, 1),
           (2, 3, 6, 4), (10, 90, 30, 70), (190, 800, 200, 900), (1000, 20, 900, 100), (50, 0, 0, 50),
           (60, 5, 10, 70), (100, 1, 2, 150), (300, 40, 40, 300), (1, 1000, 30, 1000), (0, 20000, 1, 999),
           (0, 20000, 5, 995), (40, 19960, 0, 1000), (300, 19700, 50, 950), (10000, 10000, 10400, 9600),
           (5, 99995, 30, 99970), (123456, 876544, 1200, 9000), (2, 1000000, 9, 1000), (7, 3, 3, 7), (12, 5, 29, 2),
           (120, 380, 200, 300), (1200, 3800, 1500, 3500), (30, 70, 30, 70), (3, 7, 30, 70)]
    for _ in range(70):
        n, m = (int(v) for v in np.exp(rng.uniform(1, 9, 2)))
        p = rng.beta(0.7, 1.5)
        q = min(1, max(0, p + rng.normal() * 3 / np.sqrt(min(n, m))))
        a, c = int(rng.binomial(n, p)), int(rng.binomial(m, q))
        if 0 < a + c < n + m:
            out.append((a, n - a, c, m - c))
    return out


def fisher(rng):
    rows = []
    for a, b, c, d in fisher_tables(rng):
        p = stats.fisher_exact([[a, b], [c, d]]).pvalue
        rows.append({"a": a, "b": b, "c": c, "d": d, "p": p})
    write("fisher.csv", rows)


# --- multiplicity ----------------------------------------------------------------------------------


def multiplicity(rng):
    cases = [[0.02], [0.5, 0.5, 0.5], [0.0, 1.0], [1e-300, 0.04, 0.03], [0.01, 0.02, 0.03, 0.04, 0.05],
             [0.05, 0.04, 0.03, 0.02, 0.01], [0.9, 0.001, 0.001, 0.2], [1.0, 1.0], [0.0, 0.0, 0.0], [0.03, 0.03, 0.01],
             [5e-324, 0.5], [0.2, 0.9, 0.9, 0.9, 0.9, 0.0004]]
    for k, size in enumerate([2, 3, 5, 8, 10, 20, 20, 50, 50, 100, 200, 400, 1000]):
        cases.append(np.round(rng.beta(0.3, 1.2, size), 3) if k % 2 else rng.beta(0.3, 1.2, size))
    rows = []
    for p in cases:
        for name, method in [("benjamini_hochberg", "fdr_bh"), ("benjamini_yekutieli", "fdr_by"),
                             ("holm", "holm"), ("bonferroni", "bonferroni")]:
            rows.append({"correction": name, "p": np.array(p), "adjusted": multipletests(p, method=method)[1]})
    write("multiplicity.csv", rows)


if __name__ == "__main__":
    error_function()
    noncentral_chi_square()  # takes two minutes
    rng = np.random.default_rng(SEED)
    cases = tables(rng)
    write("contingency.csv", [contingency(*case) for case in cases])
    write("divergences.csv", [divergence(*case) for case in cases])
    fisher(rng)
    multiplicity(rng)
