"""What tests of raw samples see of them, and the tests: order, mean and variance, or all values."""

import ctypes
import functools

import numpy as np
from scipy import integrate, optimize, special

from laws import ALPHAS, SCALED_CHI, beyond, kolmogorov
from native import NATIVE, long, pointer, seed_from
from populations import ZEROS, gap_share, poisson_counts

EXACT_RAW_PATHS = 1_000_000


def ranked(rng, n, m, trials):
    statistics = np.empty((trials, 4))
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


@functools.cache
def anderson_darling_points():
    """Upper points of the limit law of Anderson and Darling, from their series."""
    def below(x):
        total = 0
        for j in range(12):
            c = (4 * j + 1) ** 2 * np.pi**2 / (8 * x)
            inner = integrate.quad(lambda w: np.exp(x / (8 * (w * w + 1)) - c * (w * w + 1)), 0, np.inf, epsabs=0, epsrel=1e-12)[0]
            total += (-1) ** j * special.gamma(j + 0.5) / special.gamma(0.5) / special.factorial(j) * (4 * j + 1) * inner
        return np.sqrt(2 * np.pi) / x * total
    return np.array([optimize.brentq(lambda x, a=a: 1 - below(x) - a, 1, 9, xtol=1e-12) for a in ALPHAS])


@functools.cache
def anderson_darling_variance(n, m):
    """Variance of A squared for two samples, equation 4 of Scholz and Stephens."""
    size, k, inverses = n + m, 2, 1 / n + 1 / m
    i = np.arange(1, size)
    h = np.sum(1 / i)
    g = np.sum(np.cumsum(1 / (size - i[:-1])) / (i[:-1] + 1))
    a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverses
    b = (2 * g - 4) * k**2 + 8 * h * k + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6
    c = (6 * h + 2 * g - 2) * k**2 + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverses + 4 * h
    d = (2 * h + 6) * k**2 - 4 * h * k
    return (((a * size + b) * size + c) * size + d) / ((size - 1.0) * (size - 2.0) * (size - 3.0))


def anderson_darling_raw(statistics, n, m):
    """Limit law stretched to the variance of A squared at these sizes; its mean is 1 at all of them."""
    limit_variance = 2 * (np.pi**2 - 9) / 3
    points = 1 + (anderson_darling_points() - 1) * np.sqrt(anderson_darling_variance(n, m) / limit_variance)
    return statistics[3][:, None] > points


# --- moments of samples, all that Welch's test sees -------------------------------------------------

UNIFORM, LOGNORMAL, T3, EXPONENTIAL = range(4)


def sums(rng, kind, sizes):
    """Means and variances of samples of some sizes, every value of them drawn."""
    sizes = np.ascontiguousarray(sizes, np.int32)
    out = np.empty((len(sizes), 2))
    NATIVE.moments(seed_from(rng), kind, long(len(sizes)), pointer(sizes), pointer(out))
    return out.T


def from_sums(total, squares, size):
    return total / size, np.maximum(0, squares - total * total / size) / (size - 1)


def drawn(kind):
    return lambda rng, size, trials: from_sums(*sums(rng, kind, np.full(trials, size)), size)


def normal_moments(rng, size, trials):
    """Mean and variance of a normal sample are independent, and their laws known."""
    return rng.standard_normal(trials) / np.sqrt(size), rng.chisquare(size - 1, trials) / (size - 1)


def zero_inflated_moments(rng, size, trials):
    return from_sums(*sums(rng, EXPONENTIAL, rng.binomial(size, 1 - ZEROS, trials)), size)


def poisson_moments(rng, size, trials):
    values = np.arange(40)
    counts = poisson_counts(rng, size, trials)
    return from_sums(counts @ values, counts @ (values * values), size)


def moments(of):
    return lambda rng, n, m, trials: (of(rng, m, trials), of(rng, n, trials))


def welch(samples, n, m):
    (mean_ref, v_ref), (mean_cur, v_cur) = samples
    v_ref, v_cur = v_ref / m, v_cur / n
    total = v_ref + v_cur
    used = total > 0
    total = np.where(used, total, 1)
    t = np.abs(mean_ref - mean_cur) / np.sqrt(total)
    df = total**2 / np.where(used, v_ref**2 / (m - 1) + v_cur**2 / (n - 1), 1)
    return beyond(np.where(used, 2 * special.stdtr(df, -t), np.nan))


# --- distances of values --------------------------------------------------------------------------------

def quantiles(of_tails):
    """A distribution's value where an exponential one has t, in cubic pieces of a doubling of t each 32nd part."""
    def table():
        starts = (2.0 ** np.arange(-48, 6)[:, None] * (1 + np.arange(32) / 32)).ravel()
        widths = np.repeat(2.0 ** np.arange(-48, 6) / 32, 32)
        nodes = (1 - np.cos(np.pi * (np.arange(4) + 0.5) / 4)) / 2
        t = starts[:, None] + widths[:, None] * nodes
        lower = -np.expm1(-t)
        pieces = of_tails(lower, np.exp(-t)) @ np.linalg.inv(np.vander(nodes, 4, increasing=True)).T
        return np.ascontiguousarray(pieces / widths[:, None] ** np.arange(4))
    return functools.cache(table)


def symmetric(quantile):
    return lambda lower, upper: np.where(lower < 0.5, quantile(lower), -quantile(upper))


def no_zeros(rng, size, trials):
    return np.zeros(trials, np.int32)


UNIFORM_VALUES = quantiles(lambda lower, upper: lower), no_zeros
NORMAL_VALUES = quantiles(symmetric(special.ndtri)), no_zeros
LOGNORMAL_VALUES = quantiles(lambda lower, upper: np.exp(symmetric(special.ndtri)(lower, upper))), no_zeros
T3_VALUES = quantiles(symmetric(lambda p: special.stdtrit(3, p))), no_zeros
ZERO_INFLATED_VALUES = (lambda: None), lambda rng, size, trials: rng.binomial(size, ZEROS, trials).astype(np.int32)


def distances(kind):
    table, zeros = kind

    def draw_distances(rng, n, m, trials):
        out, pieces, none = np.empty((trials, 5)), table(), zeros(rng, n + m, trials)
        NATIVE.distances(seed_from(rng), None if pieces is None else pointer(pieces), long(trials), long(n), long(m),
                         pointer(none), pointer(out))
        return out.T
    return draw_distances


def valued_cells(kind):
    """Both sides on the cells of a reference that has room for every value of its own."""
    table, zeros = kind

    def draw_cells(rng, n, m, trials):
        pieces, none = table(), [zeros(rng, size, trials) for size in (m, n)]
        sides = [np.empty((trials, 2 * m + 1), np.int32) for _ in none]
        distinct = m - max(0, none[0].min() - 1)
        NATIVE.place_values(seed_from(rng), None if pieces is None else pointer(pieces), long(trials), long(n), long(m),
                            *map(pointer, none), ctypes.c_double(gap_share(distinct)), *map(pointer, sides))
        return sides
    return draw_cells


def poisson_distances(rng, n, m, trials):
    ref, cur = (poisson_counts(rng, size, trials) for size in (m, n))
    out = np.empty((trials, 5))
    NATIVE.distances_of_counts(long(trials), long(ref.shape[1]), long(n), long(m), pointer(ref), pointer(cur), pointer(out))
    return out.T


def wasserstein_raw(statistics, n, m):
    """Geometric mean of two scaled chi tails: by mean and mean square, and by mean square and far tail."""
    distance, mean, mean_square, area, _ = statistics
    factor = np.sqrt(1 / n + 1 / m)
    middle = SCALED_CHI.survival(distance, factor * mean, factor**2 * mean_square)
    degrees = np.maximum(1, mean_square / area)
    far = special.gammaincc(degrees / 2, distance**2 / (factor**2 * area) / 2)
    return beyond(np.sqrt(middle * far))


def energy_raw(statistics, n, m):
    return beyond(statistics[4])
