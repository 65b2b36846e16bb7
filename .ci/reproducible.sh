#!/usr/bin/env bash
# Builds modelmon.jar a second time from scratch and compares the checksums.
set -euo pipefail
cd "$(dirname "$0")/.."
jar=agent/target/modelmon.jar
[ -f "$jar" ] || ./mvnw -B -q -DskipTests package -pl agent -am
first="$(sha256sum < "$jar")"
copy="$(mktemp -d)"
trap 'rm -rf "$copy"' EXIT
git ls-files -z | xargs -0 cp --parents -t "$copy"
(cd "$copy" && ./mvnw -B -q -DskipTests package -pl agent -am)
second="$(sha256sum < "$copy/$jar")"
if [ "$first" != "$second" ]; then
  echo "two builds differ: $first and $second" >&2
  exit 1
fi
echo "two builds of modelmon.jar are equal: $first"
