"""Records the true size of every test in every cell of the calibration grid, by simulation.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python simulate.py [--trials 1000000] [--only ks,psi] [--sizes 50x500]   (needs a C compiler, cc)

Statistics, p-values and the frozen grid are written here a second time, on their own, from the
papers and the documented policies; no line is shared with the Java code. Samples are not drawn but
what the tests see of them: the reference's cells are blocks of order statistics, whose probabilities
are sums of exponential spacings, and the current window is counted on them (sampler.c). Every trial has a
reference of its own. On continuous distributions the cells do not depend on the shape, so normal,
lognormal, uniform and t3 share one row, "continuous", but for Anderson and Darling's test on cells of
single values. Welch's test sees a mean and a variance of
values that are all drawn. Distances of values see the order statistics of both samples together, by
spacings and a table of quantiles, and which of them are the reference's (distances.h); no value is
sorted. The sizes of Fisher's test, of the first level against the others, and of the
test of shares ("missing"), of the zeros, are not simulated but summed over all tables.

One line per test and cell: trials, the shares of them with p < 0.05, 0.01, 0.001, and the seed. Lines
of seed 20250117 were drawn value by value by an earlier form of sampler.c; where they are drawn again
they agree within their errors.
"""

import argparse
import csv
import pathlib
import platform
import time

import numpy as np
import scipy

from on_counts import (EXACT_AS, anderson_darling, chi2, cramer_von_mises, fisher_size, g, hellinger, js, kl, ks, l_infinity,
                       mann_whitney, missing_size, psi, tv)
from on_samples import (LOGNORMAL, LOGNORMAL_VALUES, NORMAL_VALUES, T3, T3_VALUES, UNIFORM, UNIFORM_VALUES, ZERO_INFLATED_VALUES,
                        anderson_darling_raw, cramer_von_mises_raw, distances, drawn, energy_raw, ks_raw, mann_whitney_raw, moments,
                        normal_moments, poisson_distances, poisson_moments, ranked, valued_cells, wasserstein_raw, welch, zero_inflated_moments)
from populations import CELLS, POISSON_MEAN, ZEROS, ZIPF, continuous, grouped, poisson, zero_inflated, zipf

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "calibration"
SEED = 20250118
SIZES = [(n, n * times) for times in (1, 10) for n in (50, 200, 1000, 5000)]
ON_CELLS = {"ks": ks, "mann_whitney": mann_whitney, "cramer_von_mises": cramer_von_mises, "anderson_darling": anderson_darling}
ON_GROUPS = {"psi": psi, "js": js, "kl": kl, "hellinger": hellinger, "tv": tv, "l_infinity": l_infinity}
ON_LEVELS = {"chi2": chi2, "g": g, **ON_GROUPS}
ON_RANKS = {"ks_raw": ks_raw, "cramer_von_mises_raw": cramer_von_mises_raw, "mann_whitney_raw": mann_whitney_raw,
            "anderson_darling_raw": anderson_darling_raw}
WELCH = {"welch_raw": welch}
ON_VALUED_CELLS = {"anderson_darling": lambda sides, n, m: anderson_darling(*sides, n, m)}
ON_VALUES = {"wasserstein_raw": wasserstein_raw, "energy_raw": energy_raw}

# What needs no simulation, and the share of the level, or of the zeros.
SUMMED = {
    ("fisher", "categorical"): (fisher_size, ZIPF[0]),
    ("missing", "categorical"): (missing_size, ZIPF[0]),
    ("missing", "zero_inflated"): (missing_size, ZEROS),
    ("missing", "integer"): (missing_size, np.exp(-POISSON_MEAN)),
}

# What is drawn, the measures of it, and the measures of its groups. The names before the slash are the
# families of the table; the order decides the random streams.
FAMILIES = {
    "continuous": (continuous, ON_CELLS, ON_GROUPS),
    "zero_inflated": (zero_inflated, ON_CELLS, ON_GROUPS),
    "integer": (poisson, ON_CELLS, ON_GROUPS),
    "categorical": (zipf, ON_LEVELS, {}),
    "continuous/ranks": (ranked, ON_RANKS, {}),
    "normal/moments": (moments(normal_moments), WELCH, {}),
    "lognormal/moments": (moments(drawn(LOGNORMAL)), WELCH, {}),
    "uniform/moments": (moments(drawn(UNIFORM)), WELCH, {}),
    "t3/moments": (moments(drawn(T3)), WELCH, {}),
    "zero_inflated/moments": (moments(zero_inflated_moments), WELCH, {}),
    "integer/moments": (moments(poisson_moments), WELCH, {}),
    "normal/values": (distances(NORMAL_VALUES), ON_VALUES, {}),
    "lognormal/values": (distances(LOGNORMAL_VALUES), ON_VALUES, {}),
    "uniform/values": (distances(UNIFORM_VALUES), ON_VALUES, {}),
    "t3/values": (distances(T3_VALUES), ON_VALUES, {}),
    "zero_inflated/values": (distances(ZERO_INFLATED_VALUES), ON_VALUES, {}),
    "integer/values": (poisson_distances, ON_VALUES, {}),
    "normal/cells": (valued_cells(NORMAL_VALUES), ON_VALUED_CELLS, {}),
    "lognormal/cells": (valued_cells(LOGNORMAL_VALUES), ON_VALUED_CELLS, {}),
    "uniform/cells": (valued_cells(UNIFORM_VALUES), ON_VALUED_CELLS, {}),
    "t3/cells": (valued_cells(T3_VALUES), ON_VALUED_CELLS, {}),
    "zero_inflated/cells": (valued_cells(ZERO_INFLATED_VALUES), ON_VALUED_CELLS, {}),
}


def batch_of(family, m):
    """Trials at a time: as many as stay in the caches."""
    return 5_000 if "/" in family else max(100, 300_000 // min(m, CELLS))


def measured(measure, family, m):
    """A reference that has room for every value of its own has a cell beyond either end, whose window counts depend on the
    shape; the weights of Anderson and Darling are largest there, and the other measures do not notice."""
    if measure == "anderson_darling" and family != "integer":
        return family.endswith("/cells") == (m < CELLS)
    return True


def simulate(rng, family, n, m, trials, only):
    draw, plain, coarse = FAMILIES[family]
    wanted = [{k: f for k, f in group.items() if (not only or k in only) and measured(k, family, m)} for group in (plain, coarse)]
    rejected = {name: np.zeros(3, int) for group in wanted for name in group}
    done = 0
    while rejected and done < trials:
        batch = min(trials - done, batch_of(family, m))
        views = [draw(rng, n, m, batch)]
        if wanted[1]:
            views.append(grouped(*views[0]))
        for view, measures in zip(views, wanted):
            for name, measure in measures.items():
                arguments = (view,) if family.count("/") else view
                rejected[name] += measure(*arguments, n, m).sum(0)
        done += batch
    return rejected


COLUMNS = ["measure", "family", "n", "m", "trials", "at_0.05", "at_0.01", "at_0.001", "seed"]
VERSIONS = f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}"


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        file.write(f"# simulate.py, {VERSIONS}\n")
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
        for (name, family), (size_of, share) in SUMMED.items():
            if not only or name in only:
                key = (name, family, n, m)
                rows[key] = [*key, EXACT_AS, *(repr(round(float(size), 9)) for size in size_of(n, m, share)), SEED]
        for index, family in enumerate(FAMILIES):
            start = time.time()
            rng = np.random.default_rng([SEED, index, n, m])
            trials = arguments.trials
            for name, count in simulate(rng, family, n, m, trials, only).items():
                key = (name, family.split("/")[0], n, m)
                rows[key] = [*key, trials, *(repr(float(c)) for c in count / trials), SEED]
            write(arguments.out, rows)
            print(f"{family} {n} {m}: {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
