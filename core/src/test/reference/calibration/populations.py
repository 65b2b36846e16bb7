"""What the grid sees of two samples: cells are blocks of the reference's order statistics."""

import ctypes

import numpy as np
from scipy import stats

from native import NATIVE, long, pointer, rows, seed_from

CELLS = 1022
KEPT_VALUES = 4096
"""Distinct values up to which a profile is exact, and size of its sketch beyond."""
SAME_CUTS = 20
"""Trials that share the cuts of one sketch, which hardly matter and are dear."""
GROUPS = 20
MIDWAY = 0.5
GAP_SHARE = 1 / 16
ZIPF = 1 / np.arange(1, 6) / np.sum(1 / np.arange(1, 6))
ZEROS = 0.6
POISSON_MEAN = 4.0


def cell_widths(values):
    """How many of the reference's distinct values share a cell."""
    width = 1 if values <= CELLS else int(np.ceil(values / CELLS))
    full, rest = divmod(values, width)
    return np.array([width] * full + ([rest] if rest else []))


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


def sketched_widths(rng, values, trials):
    """The same where the first pass over the reference remembers a sketch; zeros at the end."""
    sketches = -(-trials // SAME_CUTS)
    widths = np.empty((sketches, CELLS), np.int32)
    NATIVE.cuts(seed_from(rng), long(sketches), long(values), long(KEPT_VALUES), long(CELLS), pointer(widths))
    return np.repeat(widths, SAME_CUTS, 0)[:trials]


def continuous(rng, n, m, trials):
    if m > KEPT_VALUES:
        widths = sketched_widths(rng, m, trials)
    else:
        widths = np.broadcast_to(cell_widths(m), (trials, len(cell_widths(m))))
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


def poisson_counts(rng, size, trials):
    shares = stats.poisson.pmf(np.arange(40), POISSON_MEAN)
    return rng.multinomial(size, shares / shares.sum(), trials)


def poisson(rng, n, m, trials):
    return poisson_counts(rng, m, trials), poisson_counts(rng, n, trials)


def zipf(rng, n, m, trials):
    return rng.multinomial(m, ZIPF, trials), rng.multinomial(n, ZIPF, trials)


def grouped(ref, cur, wanted=GROUPS):
    """Joins neighbouring cells into groups of about equal reference mass."""
    ref, stride, cur = rows(ref, cur)
    groups = [np.empty((len(cur), wanted), np.int64) for _ in range(2)]
    NATIVE.group(long(len(cur)), long(cur.shape[1]), long(wanted), pointer(ref), stride, pointer(cur), *map(pointer, groups))
    return groups
