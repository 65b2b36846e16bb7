"""Writes river.csv: the warnings and alarms of River's change detectors on the streams of streams.csv.

    venv/bin/python record_river.py

Indices are those of the values (from 0) after which the detector spoke.
"""

import csv
import pathlib
import platform

import river
from river import drift

DATA = pathlib.Path(__file__).resolve().parents[2] / "resources" / "reference" / "detector"

ERRORS = ("errors",)
UNIT = ("errors", "unit")
REAL = ("errors", "unit", "real")

DETECTORS = [
    ("Adwin", "default", REAL, lambda: drift.ADWIN()),
    ("Adwin", "clock=1", REAL, lambda: drift.ADWIN(clock=1)),
    ("Adwin", "delta=0.1", REAL, lambda: drift.ADWIN(delta=0.1)),
    ("Ddm", "default", UNIT, lambda: drift.binary.DDM()),
    ("Ddm", "warm_start=29", UNIT, lambda: drift.binary.DDM(warm_start=29)),
    ("Eddm", "default", ERRORS, lambda: drift.binary.EDDM()),
    ("HddmA", "default", UNIT, lambda: drift.binary.HDDMA()),
    ("HddmA", "two_sided_test=True", UNIT, lambda: drift.binary.HDDMA(two_sided_test=True)),
    ("HddmW", "default", UNIT, lambda: drift.binary.HDDMW()),
    ("HddmW", "two_sided_test=True", UNIT, lambda: drift.binary.HDDMW(two_sided_test=True)),
    ("Kswin", "default seed=42", REAL, lambda: drift.KSWIN(seed=42)),
    ("Kswin", "alpha=0.0001 seed=42", REAL, lambda: drift.KSWIN(alpha=0.0001, seed=42)),
    ("Kswin", "window_size=60 seed=42", REAL, lambda: drift.KSWIN(window_size=60, seed=42)),
    ("Kswin", "alpha=0.0001 window_size=80 stat_size=40 seed=42", REAL, lambda: drift.KSWIN(alpha=0.0001, window_size=80, stat_size=40, seed=42)),
    ("Kswin", "alpha=0.0001 window_size=200 stat_size=100 seed=42", REAL, lambda: drift.KSWIN(alpha=0.0001, window_size=200, stat_size=100, seed=42)),
    ("PageHinkley", "default", REAL, lambda: drift.PageHinkley()),
    ("PageHinkley", "mode=up", REAL, lambda: drift.PageHinkley(mode="up")),
    ("PageHinkley", "mode=down", REAL, lambda: drift.PageHinkley(mode="down")),
]


def record(detector, values):
    drifts, warnings = [], []
    for index, value in enumerate(values):
        detector.update(value)
        if detector.drift_detected:
            drifts.append(index)
        elif getattr(detector, "warning_detected", False):
            warnings.append(index)
    return drifts, warnings


def main():
    csv.field_size_limit(10_000_000)
    with open(DATA / "streams.csv", newline="") as file:
        next(file)
        streams = [(r["stream"], r["kind"], [float(v) for v in r["values"].split(" ")]) for r in csv.DictReader(file)]
    with open(DATA / "river.csv", "w", newline="") as file:
        file.write(f"# record_river.py, Python {platform.python_version()}, River {river.__version__}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["detector", "setting", "stream", "drifts", "first_warning"])
        for name, setting, kinds, create in DETECTORS:
            for stream, kind, values in streams:
                if kind in kinds:
                    drifts, warnings = record(create(), values)
                    writer.writerow([name, setting, stream, " ".join(map(str, drifts)), warnings[0] if warnings else ""])


main()
