"""Writes streams.csv, the seeded streams on which change detectors of other libraries are recorded.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python streams.py

The kind of a stream says which detectors may read it: errors are 0 or 1, unit values lie in [0, 1],
real values are any. A stream of one kind is also of the kinds after it.
"""

import csv
import pathlib
import platform
import random

import numpy as np

OUT = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "detector"
SEED = 42


def bernoulli(rng, *parts):
    """Errors with one rate per part; parts are (length, rate) or (length, first rate, last rate)."""
    rates = np.concatenate([np.linspace(p[1], p[-1], p[0]) for p in parts])
    return (rng.random(len(rates)) < rates).astype(int)


def capymoa():
    """The stream of CapyMOA's drift detection tutorial."""
    rng = np.random.default_rng(SEED)
    stream = rng.integers(0, 2, size=2000)
    stream[1000:] = rng.integers(6, 12, size=1000)
    return stream


def river_adwin():
    """The stream in the documentation of River's ADWIN, KSWIN and PageHinkley."""
    rng = random.Random(12345)
    return rng.choices([0, 1], k=1000) + rng.choices(range(4, 8), k=1000)


def river_binary():
    """The stream in the documentation of River's binary detectors."""
    rng = random.Random(42)
    return rng.choices([0, 1], k=1000) + rng.choices([0, 1], k=1000, weights=[0.3, 0.7])


def river_tests():
    """The streams of River's unit tests (test_drift_detectors.py), each from a generator of its own."""
    rng = np.random.RandomState(12345)
    yield "river_tests_range", "real", np.concatenate([rng.randint(2, size=1000), rng.randint(8, size=1000)])
    rng = np.random.RandomState(12345)
    yield "river_tests_rate", "errors", [rng.binomial(1, rate) for rate in (0.2, 0.8) for _ in range(1000)]
    rng = np.random.RandomState(12345)
    yield "river_tests_steps", "errors", np.concatenate([rng.normal(mean, 0.1, 500) > 0 for mean in (0, 0.25, 0, 0.25)]).astype(int)


def streams():
    rng = np.random.default_rng(SEED)
    yield "capymoa", "real", capymoa()
    yield "capymoa_clamped", "errors", np.minimum(capymoa(), 1)
    yield "river_adwin", "real", river_adwin()
    yield "river_adwin_clamped", "errors", np.minimum(river_adwin(), 1)
    yield "river_binary", "errors", river_binary()
    yield from river_tests()
    yield "stationary_half", "errors", bernoulli(rng, (3000, 0.5))
    yield "stationary_tenth", "errors", bernoulli(rng, (5000, 0.1))
    yield "abrupt_large", "errors", bernoulli(rng, (1000, 0.2), (1000, 0.8))
    yield "abrupt_medium", "errors", bernoulli(rng, (1000, 0.05), (1000, 0.25))
    yield "abrupt_small", "errors", bernoulli(rng, (4000, 0.2), (6000, 0.27))
    yield "gradual", "errors", bernoulli(rng, (1500, 0.1), (1000, 0.1, 0.5), (500, 0.5))
    yield "decrease", "errors", bernoulli(rng, (1500, 0.5), (1500, 0.1))
    yield "recurring", "errors", bernoulli(rng, *[(800, rate) for rate in (0.1, 0.4, 0.1, 0.4, 0.1)])
    yield "rare", "errors", bernoulli(rng, (6000, 0.01), (4000, 0.06))
    yield "long", "errors", bernoulli(rng, (42000, 0.1), (8000, 0.13))
    yield "uniform", "unit", rng.uniform(0, 0.5, 1000).round(4).tolist() + rng.uniform(0.3, 0.8, 1000).round(4).tolist()
    yield "beta", "unit", rng.beta(2, 5, 1200).round(4).tolist() + rng.beta(3, 4, 1300).round(4).tolist()
    yield "unit_decrease", "unit", rng.beta(5, 2, 1000).round(4).tolist() + rng.beta(2, 5, 1000).round(4).tolist()
    yield "normal", "real", rng.normal(0, 1, 1000).round(4).tolist() + rng.normal(1, 1, 1000).round(4).tolist()
    yield "normal_decrease", "real", rng.normal(0, 1, 1000).round(4).tolist() + rng.normal(-0.5, 1, 1500).round(4).tolist()
    yield "normal_spread", "real", rng.normal(0, 1, 1000).round(4).tolist() + rng.normal(0, 3, 1000).round(4).tolist()


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / "streams.csv", "w", newline="") as file:
        file.write(f"# streams.py, seed {SEED}, Python {platform.python_version()}, NumPy {np.__version__}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["stream", "kind", "values"])
        for name, kind, values in streams():
            writer.writerow([name, kind, " ".join(str(v) for v in values)])


main()
