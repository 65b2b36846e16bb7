"""Records the true size of every test in every cell of the calibration grid, by simulation.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python simulate.py [--trials 1000000] [--only ks,psi] [--sizes 50x500]   (needs a C compiler, cc)

Statistics, p-values and the frozen grid are written here a second time, on their own, from the
papers and the documented policies; no line is shared with the Java code. Samples are not drawn but
what the tests see of them: the reference's cells are blocks of order statistics, whose probabilities
are sums of exponential spacings, and the current window is counted on them (sampler.c). Every trial has a
reference of its own. On continuous distributions the cells do not depend on the shape, so normal,
lognormal, uniform and t3 share one row, "continuous".

One line per test and cell: trials, and the shares of them with p < 0.05, 0.01, 0.001.
"""

import argparse
import csv
import ctypes
import functools
import pathlib
import platform
import subprocess
import tempfile
import time

import numpy as np
import scipy
from scipy import optimize, special, stats

long = ctypes.c_long
OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "calibration"
SEED = 20250117
ALPHAS = np.array([0.05, 0.01, 0.001])
SIZES = [(n, n * times) for times in (1, 10) for n in (50, 200, 1000, 5000)]
CELLS = 1022
GROUPS = 20
MIDWAY = 0.5
GAP_SHARE = 1 / 16
LEAST_EXPECTED = 5.0
EXACT_PATHS = 10_000
EXACT_RAW_PATHS = 1_000_000
ZIPF = 1 / np.arange(1, 6) / np.sum(1 / np.arange(1, 6))
ZEROS = 0.6
POISSON_MEAN = 4.0


# --- laws: rejection at the three levels, vectorised over trials -----------------------------------

def beyond(p):
    """p-values to three columns of rejections; an undefined p-value rejects nothing."""
    return p[:, None] < ALPHAS


def kolmogorov(x):
    return beyond(special.kolmogorov(x))


def chi_square(x, df):
    p = np.where(df > 0, special.gammaincc(np.maximum(df, 1) / 2, x / 2), np.nan)
    return beyond(p)


class ScaledChi:
    """Scaled chi law with given mean and mean square, by tables over the degrees of freedom."""

    def __init__(self):
        self.nu = np.geomspace(1, 1e6, 20001)
        log_mean = special.gammaln((self.nu + 1) / 2) - special.gammaln(self.nu / 2)
        self.ratio = 2 * np.exp(2 * log_mean) / self.nu

    def survival(self, x, mean, mean_square):
        nu = np.exp(np.interp(mean * mean / mean_square, self.ratio, np.log(self.nu)))
        return special.gammaincc(nu / 2, x * x * nu / mean_square / 2)


SCALED_CHI = ScaledChi()


# --- measures on counts ---------------------------------------------------------------------------

def ks(ref, cur, n, m):
    """Exact given the ties as long as n m is small, else the limit law."""
    if n * m <= EXACT_PATHS:
        return beyond(smirnov(ref, cur, n, m))
    gap, _, _ = walk(ref, cur, n, m)
    return kolmogorov(gap / np.sqrt(n * m * (n + m)))


def smirnov(ref, cur, n, m):
    ref, cur = (np.ascontiguousarray(side, np.int32) for side in (ref, cur))
    p = np.empty(len(ref))
    NATIVE.smirnov(long(len(ref)), long(ref.shape[1]), long(n), long(m), pointer(ref), pointer(cur), pointer(p))
    return p


def mann_whitney(ref, cur, n, m):
    """Normal law with the variance given the ties and half a step of continuity."""
    _, pairs, ties = walk(ref, cur, n, m)
    size = n + m
    variance = (size + 1) / (3 * n * m) * (1 - ties / (size * (size * size - 1)))
    z = np.maximum(0, pairs - 1) / (n * m) / np.sqrt(variance)
    return beyond(2 * special.ndtr(-z))


def walk(ref, cur, n, m):
    ref, stride, cur = rows(ref, cur)
    out = np.empty((len(cur), 3))
    NATIVE.walk(long(len(cur)), long(cur.shape[1]), long(n), long(m), pointer(ref), stride, pointer(cur), pointer(out))
    return out.T


def rows(ref, cur):
    """Both sides as the native code wants them; one row where all trials share the reference."""
    shared = ref.strides[0] == 0
    ref = np.ascontiguousarray(ref[:1] if shared else ref, np.int32)
    return ref, long(0 if shared else ref.shape[1]), np.ascontiguousarray(cur, np.int32)


def folded(ref, cur, n, m):
    """Observed and expected counts, with levels expected too rarely in one rest level at the end."""
    kept = (ref + cur) * (min(n, m) / (n + m)) >= LEAST_EXPECTED
    rest = (np.where(kept, 0, side).sum(1, keepdims=True) for side in (ref, cur))
    ref, cur = (np.concatenate([np.where(kept, s, 0), r], 1) for s, r in zip((ref, cur), rest))
    total = (ref + cur).astype(float)
    return ref, cur, total * m / (n + m), total * n / (n + m), total > 0


def chi2(ref, cur, n, m):
    ref, cur, e_ref, e_cur, used = folded(ref, cur, n, m)
    least_ref, least_cur = np.maximum(e_ref, LEAST_EXPECTED), np.maximum(e_cur, LEAST_EXPECTED)
    return chi_square(((ref - e_ref) ** 2 * (1 / least_ref + 1 / least_cur)).sum(1), used.sum(1) - 1)


def g(ref, cur, n, m):
    """Likelihood ratio with Williams' correction; a rest level counts as if five were expected."""
    ref, cur, e_ref, e_cur, used = folded(ref, cur, n, m)
    statistic = 0
    for observed, expected in ((ref, e_ref), (cur, e_cur)):
        least = np.where(used, np.maximum(expected, LEAST_EXPECTED), 1)
        seen = np.where(used, np.maximum(0, least + observed - expected), 1)
        statistic = statistic + 2 * np.where(used, special.xlogy(seen, seen / least) - seen + least, 0).sum(1)
    size, df = n + m, used.sum(1) - 1
    inverse_shares = np.where(used, size / np.maximum(e_ref + e_cur, 1), 0).sum(1)
    williams = 1 + (size / n + size / m - 1) * (inverse_shares - 1) / (6 * size * np.maximum(1, df))
    return chi_square(statistic / williams, df)


def divergence_law(ref, cur, n, m, unit, a, b, cap):
    share = (ref + cur) / (n + m)
    used = share > 0
    lam, mu = (np.where(used, share * size, 1) for size in (m, n))
    inverse_sum, inverse_product = 1 / lam + 1 / mu, 1 / (lam * mu)
    term = (a * (1 / lam**2 + 1 / mu**2) - b * inverse_product) / inverse_sum
    occupied = used.sum(1)
    excess = np.where(used, np.minimum(term, cap), 0).sum(1) / occupied
    return unit * (1 / n + 1 / m) * (1 + excess), occupied - 1


def psi(ref, cur, n, m):
    used = (ref + cur) > 0
    p = np.where(ref == 0, 0.5, ref) / m
    q = np.where(cur == 0, 0.5, cur) / n
    index = np.where(used, (p - q) * np.log(p / q), 0).sum(1)
    scale, df = divergence_law(ref, cur, n, m, 1, 0.5, 0, 0.12)
    return chi_square(index / scale, df)


def js(ref, cur, n, m):
    p, q = ref / m, cur / n
    middle = (p + q) / 2
    bits = (special.rel_entr(p, middle).sum(1) + special.rel_entr(q, middle).sum(1)) / 2 / np.log(2)
    scale, df = divergence_law(ref, cur, n, m, 1 / (8 * np.log(2)), 3 / 8, 1 / 4, 2 * np.log(2) - 1)
    return chi_square(np.maximum(bits, 0) / scale, df)


# --- what a trial sees ----------------------------------------------------------------------------

def cell_widths(values):
    """How many of the reference's distinct values share a cell."""
    width = 1 if values <= CELLS else int(np.ceil(values / CELLS))
    full, rest = divmod(values, width)
    return np.array([width] * full + ([rest] if rest else []))


def compiled():
    """The sampler, compiled by the C compiler of the machine."""
    library = pathlib.Path(tempfile.mkdtemp()) / "sampler.so"
    source = pathlib.Path(__file__).with_name("sampler.c")
    subprocess.run(["cc", "-O3", "-ffast-math", "-shared", "-fPIC", "-o", library, source, "-lm"], check=True)
    return ctypes.CDLL(str(library))


NATIVE = compiled()


def pointer(array):
    return array.ctypes.data_as(ctypes.c_void_p)


def seed_from(rng):
    return ctypes.c_uint64(int(rng.integers(1 << 63)))


def place(rng, widths, sizes, below, share):
    """Window counts per cell of the reference; with a share below a half, also between any two."""
    trials, cells = widths.shape
    widths, sizes = (np.ascontiguousarray(a, np.int32) for a in (widths, sizes))
    counts = np.empty((trials, (1 if share == MIDWAY else 2) * cells + 1), np.int32)
    NATIVE.place(seed_from(rng), long(trials), long(cells), pointer(widths), pointer(sizes), int(below),
                 ctypes.c_double(share), pointer(counts))
    return counts


def spread(widths, share):
    """The reference's counts, with a cell without a value above every cell where gaps have one."""
    return widths if share == MIDWAY else np.stack([widths, 0 * widths], 2).reshape(len(widths), -1)


def gap_share(cells):
    """Gaps beside single values have two edges where the grid has room for them."""
    return MIDWAY if 2 * cells + 1 > CELLS + 2 else GAP_SHARE


def continuous(rng, n, m, trials):
    widths = cell_widths(m)
    widths = np.broadcast_to(widths, (trials, len(widths)))
    share = gap_share(m)
    return spread(widths, share), place(rng, widths, np.full(trials, n), False, share)[:, 1:]


def zero_inflated(rng, n, m, trials):
    """A cell for the zeros, and blocks of the others; few enough others have cells of their own."""
    others = rng.binomial(m, 1 - ZEROS, trials)[:, None]
    width = 1 if (1 - ZEROS) * m <= CELLS else int(np.ceil(m / CELLS))
    blocks = np.arange(-(-others.max() // width))[None, :]
    widths = np.clip(others - blocks * width, 0, width)
    share = gap_share(others.max() + 1)
    current = rng.binomial(n, 1 - ZEROS, trials)
    placed = place(rng, widths, current, True, share)
    placed[:, 0] += n - current
    return spread(np.concatenate([m - others, widths], 1), share)[:, : placed.shape[1]], placed


def poisson(rng, n, m, trials):
    shares = stats.poisson.pmf(np.arange(40), POISSON_MEAN)
    shares /= shares.sum()
    return rng.multinomial(m, shares, trials), rng.multinomial(n, shares, trials)


def zipf(rng, n, m, trials):
    return rng.multinomial(m, ZIPF, trials), rng.multinomial(n, ZIPF, trials)


def grouped(ref, cur, wanted=GROUPS):
    """Joins neighbouring cells into groups of about equal reference mass."""
    ref, stride, cur = rows(ref, cur)
    groups = [np.empty((len(cur), wanted), np.int64) for _ in range(2)]
    NATIVE.group(long(len(cur)), long(cur.shape[1]), long(wanted), pointer(ref), stride, pointer(cur), *map(pointer, groups))
    return groups


# --- raw samples ----------------------------------------------------------------------------------

def ranked(rng, n, m, trials):
    statistics = np.empty((trials, 3))
    NATIVE.ranks(seed_from(rng), long(trials), long(n), long(m), pointer(statistics))
    return statistics.T


@functools.cache
def least_gaps(n, m):
    """The least gaps, times n m, whose exact tail is below the levels."""
    unbanded = NATIVE.unbanded
    unbanded.restype = ctypes.c_double
    gaps = []
    for alpha in ALPHAS:
        low, high = 0, n * m + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if unbanded(long(n), long(m), long(middle)) < alpha else (middle, high)
        gaps.append(high)
    return np.array(gaps)


def ks_raw(statistics, n, m):
    gap = statistics[0]
    if n * m <= EXACT_RAW_PATHS:
        return gap[:, None] >= least_gaps(n, m)
    return kolmogorov(gap / np.sqrt(n * m * (n + m)))


@functools.cache
def limit_points():
    """Upper points of the limit law of Cramer-von Mises, from its series."""
    def tail(x):
        k = np.arange(30)
        u = (4 * k + 1) ** 2 / (16 * x)
        terms = special.gamma(k + 0.5) / special.gamma(0.5) / special.factorial(k)
        return 1 - np.sum(terms * np.sqrt(4 * k + 1) * np.exp(-u) * special.kv(0.25, u)) / (np.pi * np.sqrt(x))
    return np.array([optimize.brentq(lambda x, a=a: tail(x) - a, 0.2, 3, xtol=1e-14) for a in ALPHAS])


def cramer_von_mises_raw(statistics, n, m):
    """Limit law moved to Anderson's mean and variance of T."""
    size = n + m
    mean = (1 + 1 / size) / 6
    variance = (size + 1) * (4 * n * m * size - 3 * (n * n + m * m) - 2 * n * m) / (180 * size**2 * n * m)
    points = mean + (limit_points() - 1 / 6) * np.sqrt(variance * 45)
    return statistics[1][:, None] > points


def mann_whitney_raw(statistics, n, m):
    z = np.maximum(0, statistics[2] - 1) / np.sqrt((n + m + 1) * n * m / 3)
    return beyond(2 * special.ndtr(-z))


def welch(samples, n, m):
    ref, cur = samples
    v_ref, v_cur = ref.var(1, ddof=1) / m, cur.var(1, ddof=1) / n
    total = v_ref + v_cur
    used = total > 0
    total = np.where(used, total, 1)
    t = np.abs(ref.mean(1) - cur.mean(1)) / np.sqrt(total)
    df = total**2 / np.where(used, v_ref**2 / (m - 1) + v_cur**2 / (n - 1), 1)
    return beyond(np.where(used, 2 * special.stdtr(df, -t), np.nan))


def raw(draw_values):
    return lambda rng, n, m, trials: (draw_values(rng, (trials, m)), draw_values(rng, (trials, n)))


WELCH = {"welch_raw": welch}
ON_CELLS = {"ks": ks, "mann_whitney": mann_whitney}
ON_GROUPS = {"psi": psi, "js": js}
ON_LEVELS = {"chi2": chi2, "g": g, "psi": psi, "js": js}
ON_RANKS = {"ks_raw": ks_raw, "cramer_von_mises_raw": cramer_von_mises_raw, "mann_whitney_raw": mann_whitney_raw}

# What is drawn, the measures of it, and the measures of its groups. The names before the slash are the
# families of the table; the order decides the random streams.
FAMILIES = {
    "continuous": (continuous, ON_CELLS, ON_GROUPS),
    "zero_inflated": (zero_inflated, ON_CELLS, ON_GROUPS),
    "integer": (poisson, ON_CELLS, ON_GROUPS),
    "categorical": (zipf, ON_LEVELS, {}),
    "continuous/ranks": (ranked, ON_RANKS, {}),
    "normal/raw": (raw(lambda rng, shape: rng.standard_normal(shape)), WELCH, {}),
    "lognormal/raw": (raw(lambda rng, shape: np.exp(rng.standard_normal(shape))), WELCH, {}),
    "uniform/raw": (raw(lambda rng, shape: rng.random(shape)), WELCH, {}),
    "t3/raw": (raw(lambda rng, shape: rng.standard_t(3, shape)), WELCH, {}),
    "zero_inflated/raw": (
        raw(lambda rng, shape: rng.standard_exponential(shape) * (rng.random(shape) >= ZEROS)), WELCH, {}),
    "integer/raw": (raw(lambda rng, shape: rng.poisson(POISSON_MEAN, shape)), WELCH, {}),
}


def trials_of(family, n, m, trials):
    """Samples of many values, all of them drawn, get fewer trials; the table says how many."""
    return min(trials, int(4e8 / (n + m))) if family.endswith("/raw") else trials


def simulate(rng, family, n, m, trials, only):
    draw, plain, coarse = FAMILIES[family]
    wanted = [{k: f for k, f in group.items() if not only or k in only} for group in (plain, coarse)]
    rejected = {name: np.zeros(3, int) for group in wanted for name in group}
    done = 0
    while rejected and done < trials:
        batch = min(trials - done, max(20, 100_000 // (n + m if family.endswith("/raw") else min(m, CELLS))))
        views = [draw(rng, n, m, batch)]
        if wanted[1]:
            views.append(grouped(*views[0]))
        for view, measures in zip(views, wanted):
            for name, measure in measures.items():
                arguments = (view,) if family.endswith(("/raw", "/ranks")) else view
                rejected[name] += measure(*arguments, n, m).sum(0)
        done += batch
    return rejected


COLUMNS = ["measure", "family", "n", "m", "trials", "at_0.05", "at_0.01", "at_0.001"]
VERSIONS = f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}"


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        file.write(f"# simulate.py, seed {SEED}, {VERSIONS}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows[key] for key in sorted(rows))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", type=int, default=1_000_000)
    parser.add_argument("--only", default="", help="measures to simulate; the other lines are kept")
    parser.add_argument("--sizes", default="", help="pairs to simulate, as 50x500,200x2000")
    parser.add_argument("--out", type=pathlib.Path, default=OUT / "sizes.csv")
    arguments = parser.parse_args()
    only = set(filter(None, arguments.only.split(",")))
    rows = {}
    if arguments.out.exists():
        kept = list(csv.reader(arguments.out.open()))[2:]
        rows = {(r[0], r[1], int(r[2]), int(r[3])): r for r in kept}
    pairs = [tuple(map(int, pair.split("x"))) for pair in arguments.sizes.split(",") if pair]
    for n, m in pairs or SIZES:
        for index, family in enumerate(FAMILIES):
            start = time.time()
            rng = np.random.default_rng([SEED, index, n, m])
            trials = trials_of(family, n, m, arguments.trials)
            for name, count in simulate(rng, family, n, m, trials, only).items():
                key = (name, family.split("/")[0], n, m)
                rows[key] = [*key, trials, *(repr(float(c)) for c in count / trials)]
            write(arguments.out, rows)
            print(f"{family} {n} {m}: {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
