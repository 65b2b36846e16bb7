"""Tests on counts: reference and window per cell or level, one row per trial, n and m values in all."""

import functools

import numpy as np
from scipy import interpolate, special, stats

from laws import ALPHAS, SCALED_CHI, beyond, chi_square, kolmogorov
from native import NATIVE, long, pointer, rows

LEAST_EXPECTED = 5.0
EXACT_PATHS = 10_000
EXACT_AS = 1_000_000_000
"""A size that is summed, not simulated, is written down as that of so many trials."""
LEAST_HITS = 5.0


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


def squares(ref, cur, n, m, weighted):
    ref, stride, cur = rows(ref, cur)
    p = np.empty(len(cur))
    NATIVE.squares(long(len(cur)), long(cur.shape[1]), long(n), long(m), weighted, pointer(ref), stride, pointer(cur), pointer(p))
    return beyond(p)


def cramer_von_mises(ref, cur, n, m):
    """Limit law over the groups of equal values, as there always are at these sizes."""
    return squares(ref, cur, n, m, False)


def anderson_darling(ref, cur, n, m):
    return squares(ref, cur, n, m, True)


def walk(ref, cur, n, m):
    ref, stride, cur = rows(ref, cur)
    out = np.empty((len(cur), 3))
    NATIVE.walk(long(len(cur)), long(cur.shape[1]), long(n), long(m), pointer(ref), stride, pointer(cur), pointer(out))
    return out.T


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


def divergence_law(ref, cur, n, m, unit, excess_of):
    """Multiple and degrees of freedom of the chi-square law of a divergence; excess of cells by m and n."""
    share = (ref + cur) / (n + m)
    used = share > 0
    occupied = used.sum(1)
    excess = np.where(used, excess_of(*(np.where(used, share * size, 1) for size in (m, n))), 0).sum(1) / occupied
    return unit * (1 / n + 1 / m) * (1 + excess), occupied - 1


def expansion(a, b, c, cap):
    return lambda lam, mu: np.minimum((a / lam**2 + b / mu**2 - c / (lam * mu)) / (1 / lam + 1 / mu), cap)


def psi(ref, cur, n, m):
    used = (ref + cur) > 0
    p = np.where(ref == 0, 0.5, ref) / m
    q = np.where(cur == 0, 0.5, cur) / n
    index = np.where(used, (p - q) * np.log(p / q), 0).sum(1)
    scale, df = divergence_law(ref, cur, n, m, 1, expansion(0.5, 0.5, 0, 0.12))
    return chi_square(index / scale, df)


def js(ref, cur, n, m):
    p, q = ref / m, cur / n
    middle = (p + q) / 2
    bits = (special.rel_entr(p, middle).sum(1) + special.rel_entr(q, middle).sum(1)) / 2 / np.log(2)
    scale, df = divergence_law(ref, cur, n, m, 1 / (8 * np.log(2)), expansion(3 / 8, 3 / 8, 1 / 4, 2 * np.log(2) - 1))
    return chi_square(np.maximum(bits, 0) / scale, df)


def kl(ref, cur, n, m):
    """In nats, of the current shares q from the reference's p; a cell empty there counts as half a value."""
    used = (ref + cur) > 0
    p = np.where(used, np.where(ref == 0, 0.5, ref) / m, 1)
    q = np.where(used, cur / n, 1)
    scale, df = divergence_law(ref, cur, n, m, 1 / 2, expansion(5 / 6, 1 / 6, 0, 0.21))
    return chi_square((special.xlogy(q, q / p) - q + p).sum(1) / scale, df)


@functools.cache
def missing_root():
    """1 - E sqrt(X / lambda) of Poisson counts X, times lambda, as a spline over ln lambda."""
    means = np.geomspace(1.2, 1e5, 1500)
    values = []
    for mean in means:
        k = np.arange(max(0, int(mean - 14 * np.sqrt(mean))), int(mean + 14 * np.sqrt(mean)) + 30)
        values.append(mean * np.sum(stats.poisson.pmf(k, mean) * (1 - np.sqrt(k / mean))))
    return interpolate.CubicSpline(np.log(means), values)


def hellinger(ref, cur, n, m):
    """Its square is chi-square by the excess of E(sqrt X - sqrt Y)^2, cells held to an expected 1.2."""
    square = np.minimum(1, ((np.sqrt(ref / m) - np.sqrt(cur / n)) ** 2).sum(1) / 2)

    def excess(lam, mu):
        lam, mu = np.maximum(lam, 1.2), np.maximum(mu, 1.2)
        x, y = (missing_root()(np.log(mean)) / mean for mean in (lam, mu))
        return 8 * (x + y - x * y) / (1 / lam + 1 / mu) - 1

    scale, df = divergence_law(ref, cur, n, m, 1 / 8, excess)
    return chi_square(square / scale, df)


def tv(ref, cur, n, m):
    """Scaled chi law with the moments of a sum of absolute values of multinomial differences."""
    distance = np.minimum(1, np.abs(ref / m - cur / n).sum(1) / 2)
    share = (ref + cur) / (n + m)
    deviation = np.sqrt(share * (1 - share) * (1 / n + 1 / m)) / 2
    odds = np.sqrt(share / (1 - share))
    mean_square = (deviation**2).sum(1)
    for step in range(1, share.shape[1]):
        rho = np.minimum(1, odds[:, step:] * odds[:, :-step])
        pairs = deviation[:, step:] * deviation[:, :-step] * (np.sqrt(1 - rho * rho) + rho * np.arcsin(rho))
        mean_square += 4 / np.pi * pairs.sum(1)
    return beyond(SCALED_CHI.survival(distance, np.sqrt(2 / np.pi) * deviation.sum(1), mean_square))


def l_infinity(ref, cur, n, m):
    """Sidak's bound over levels whose tails are those of scaled Poisson counts of the right skewness."""
    largest = np.abs(ref / m - cur / n).max(1, keepdims=True)
    share = (ref + cur) / (n + m)
    used = share > 0
    used[(used.sum(1) == 2)[:, None] & (np.cumsum(used, 1) > 1)] = False
    deviation = np.where(used, np.sqrt(share * (1 - share) * (1 / n + 1 / m)), 1)
    skewness = np.abs(1 - 2 * share) * abs(m - n) / (m + n) * (1 / n + 1 / m) / deviation
    z = largest / deviation
    plain = skewness < 1e-6
    mean = 1 / np.where(plain, 1, skewness) ** 2
    step = z * np.sqrt(mean)
    upper, lower = mean + step, mean - step
    heavy = special.erfc(np.sqrt(np.maximum(0, special.xlogy(upper, upper / mean) - step)))
    below = np.maximum(lower, 0)
    light = np.where(lower > 0, special.erfc(np.sqrt(np.maximum(0, special.xlogy(below, below / mean) + step))), 0)
    tails = np.where(plain, special.erfc(z / np.sqrt(2)), (heavy + light) / 2)
    return beyond(-np.expm1(np.where(used, np.log1p(-np.minimum(tails, 1 - 1e-16)), 0).sum(1)))


def fisher_size(n, m, share):
    """Its size at each level: the probability of all tables of two binomial counts with a p-value below it."""
    reach = 8
    rows, columns = (np.arange(max(0, int(k * share - reach * np.sqrt(k * share))),
                               min(k, int(k * share + reach * np.sqrt(k * share))) + 1) for k in (m, n))
    log_ref, log_cur = (stats.binom.logpmf(k, size, share) for k, size in ((rows, m), (columns, n)))
    factorials = special.gammaln(np.arange(n + m + 1) + 1)
    size = np.zeros(3)
    for total in range(rows[0] + columns[0], rows[-1] + columns[-1] + 1):
        usual = total * n / (n + m)
        far = int(12 * np.sqrt(usual)) + 5
        in_cur = np.arange(max(0, total - m, int(usual) - far), min(n, total, int(usual) + far) + 1)
        in_ref = total - in_cur
        law = np.exp(factorials[n] - factorials[in_cur] - factorials[n - in_cur]
                     + factorials[m] - factorials[in_ref] - factorials[m - in_ref]
                     - factorials[n + m] + factorials[total] + factorials[n + m - total])
        order = np.argsort(law)
        ascending = law[order]
        tail = np.concatenate([[0], np.cumsum(ascending)])
        seen = in_cur[(in_cur >= columns[0]) & (in_cur <= columns[-1]) & (total - in_cur >= rows[0]) & (total - in_cur <= rows[-1])]
        p = tail[np.searchsorted(ascending, law[seen - in_cur[0]] * (1 + 1e-7), side="right")]
        weight = np.exp(log_cur[seen - columns[0]] + log_ref[total - seen - rows[0]])
        size += (weight[:, None] * (p[:, None] < ALPHAS)).sum(0)
    return size


def likely(size, share, reach=8):
    """The counts within some standard deviations, and their probabilities."""
    middle, deviation = size * share, np.sqrt(size * share * (1 - share))
    counts = np.arange(max(0, int(middle - reach * deviation) - 10), min(size, int(middle + reach * deviation) + 10) + 1)
    return counts, stats.binom.pmf(counts, size, share)


def missing_size(n, m, share):
    """Size of the test of two shares: the probability of all pairs of counts with a p-value below the level."""
    (in_ref, ref_law), (in_cur, cur_law) = likely(m, share), likely(n, share)
    size = np.zeros(3)
    for a, weight in zip(in_ref, ref_law):
        total = a + in_cur
        pooled = total / (n + m)
        known = (pooled > 0) & (pooled < 1)
        variance = np.where(known, pooled * (1 - pooled), 1) * (1 / n + 1 / m)
        normal = special.chdtrc(1, (a / m - in_cur / n) ** 2 / variance)
        rarer = pooled <= 0.5
        hits, there = np.where(rarer, total, n + m - total), np.where(rarer, in_cur, n - in_cur)
        part = n / (n + m)
        exact = np.minimum(1, 2 * np.minimum(stats.binom.sf(there - 1, hits, part), stats.binom.cdf(there, hits, part)))
        often = np.minimum(pooled, 1 - pooled) * min(n, m) >= LEAST_HITS
        p = np.where(known, np.where(often, normal, exact), np.nan)
        size += weight * (cur_law[:, None] * (p[:, None] < ALPHAS)).sum(0)
    return size
