"""Adds up what PIT found, of whole packages and of packages that were run in parts.

    python core/src/test/mutation/sum.py [--survivors] [core/target/pit-reports]

Reads every mutations.csv below the folder (package/part/mutations.csv) and prints one line per package.
Parts may overlap: a mutant counts once, and what any part detects is detected. Detected is killed or
timed out, or ended by an error of the virtual machine. Ends with 1 if a package is below 80 %.
"""

import argparse
import collections
import csv
import pathlib

LEAST = 0.8
DETECTED = ("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR")
PLACE = slice(0, 5)


def mutants(package):
    """The mutants of a package: how many of each class, mutator, method and line ended how."""
    best = {}
    for file in sorted(package.rglob("mutations.csv")):
        part = collections.defaultdict(collections.Counter)
        for row in csv.reader(file.open()):
            if len(row) > 5:
                part[tuple(row[PLACE])][row[5]] += 1
        for place, ends in part.items():
            if place not in best or detected(ends) > detected(best[place]):
                best[place] = ends
    return best


def detected(ends):
    return sum(ends[end] for end in DETECTED)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", nargs="?", type=pathlib.Path, default=pathlib.Path("core/target/pit-reports"))
    parser.add_argument("--survivors", action="store_true", help="lists what was not detected")
    arguments = parser.parse_args()
    low = False
    print("| package | classes | mutants | killed | timed out | survived | not covered | detected |")
    print("|---|---|---|---|---|---|---|---|")
    survivors = []
    for package in sorted(path for path in arguments.reports.iterdir() if path.is_dir()):
        ends = mutants(package)
        by_end = sum(ends.values(), collections.Counter())
        total, found = sum(by_end.values()), detected(by_end)
        classes = len({place[0] for place in ends})
        share = found / total if total else 0
        low |= share < LEAST
        print(f"| {package.name} | {classes} | {total} | {found - by_end['TIMED_OUT']} | {by_end['TIMED_OUT']} "
              f"| {by_end['SURVIVED']} | {by_end['NO_COVERAGE']} | {100 * share:.1f} % |")
        survivors += [(place, end) for place, of in ends.items() for end in of.elements() if end not in DETECTED]
    if arguments.survivors:
        for (_, of, mutator, method, line), end in sorted(survivors, key=lambda s: (s[0][1], int(s[0][4]))):
            print(f"{of}:{line} {method} {mutator.rsplit('.', 1)[-1]} {end}")
    raise SystemExit(low)


if __name__ == "__main__":
    main()
