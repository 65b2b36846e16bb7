#!/usr/bin/env bash
# Watches an unmodified scoring service with modelmon: builds what is missing, trains the model,
# builds its reference profile, starts an OTLP receiver and the service, plays held-out traffic, has
# the outcomes of these loans come in late, plays shifted traffic, and compares what was shifted with
# what the agent named.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: examples/quickstart.sh [options]
  --ci                 no live table, plain output
  --build              build even when the jars are there
  --service-port N     port of the service (a free one)
  --receiver-port N    port of the OTLP receiver (a free one)
  --help

Exit status: 0 when the agent named the shifted features and no other, raised no drift in the
unshifted phase, counted every prediction, joined every outcome, and the service's stderr holds no
JVM warning; else 1.

JAVA_HOME chooses the JVM, SERVICE_JAVA_OPTS adds JVM options to the service.
Everything that is written goes to examples/work.
TEXT
}

ci=false
build=false
service_port=0
receiver_port=0
while [ $# -gt 0 ]; do
  case "$1" in
    --ci) ci=true ;;
    --build) build=true ;;
    --service-port) service_port="${2:?--service-port needs a number}"; shift ;;
    --receiver-port) receiver_port="${2:?--receiver-port needs a number}"; shift ;;
    --help | -h) usage; exit 0 ;;
    *) echo "unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
work="$root/examples/work"
agent="$root/agent/target/modelmon.jar"
receiver="$root/examples/otlp-receiver/target/otlp-receiver.jar"
credit="$root/examples/credit-scoring/target/credit-scoring.jar"
data="$root/examples/credit-scoring/target/data/weka/gui/knowledgeflow/templates/credit-g.arff"
config="$root/examples/credit-scoring/modelmon.yaml"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

passes=3
shifted_features=credit_amount,duration,purpose
following_outputs=prediction

service_pid=
receiver_pid=

stop() { # PID: asks a process to end and waits until it has
  if [ -n "$1" ] && kill -0 "$1" 2>/dev/null; then
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
  fi
}

cleanup() {
  stop "$service_pid"
  stop "$receiver_pid"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { printf '\n== %s\n' "$*"; }

fail() {
  echo "quickstart: $1" >&2
  if [ -n "${2:-}" ] && [ -s "$2" ]; then
    tail -n 30 "$2" >&2
  fi
  exit 1
}

await() { # WHAT PID LOG COMMAND...: waits up to 30 s until the command succeeds
  local what="$1" pid="$2" log="$3"
  shift 3
  for _ in $(seq 1 300); do
    if "$@" >/dev/null 2>&1; then
      return 0
    fi
    kill -0 "$pid" 2>/dev/null || fail "$what ended early" "$log"
    sleep 0.1
  done
  fail "$what is not ready after 30 s" "$log"
}

mkdir -p "$work"

if $build || [ ! -f "$agent" ] || [ ! -f "$receiver" ] || [ ! -f "$credit" ] || [ ! -f "$data" ]; then
  step "building (log: examples/work/build.log)"
  ./mvnw -B -DskipTests -pl agent,examples/otlp-receiver,examples/credit-scoring -am package 2>&1 \
    | tee "$work/build.log" \
    | awk '/^\[INFO\] Building / { print "   " substr($0, 8); fflush() }
           /Downloaded from/ && ++n % 100 == 0 { print "   " n " files downloaded"; fflush() }' \
    || fail "the build failed" "$work/build.log"
fi

started=$SECONDS
step "training the model (Tribuo, German credit data)"
"$java" -cp "$credit" com.example.credit.train.Train --data "$data" --out "$work"

step "building the reference profile from the training rows"
export CREDIT_PROFILE="$work/credit.profile"
"$java" -jar "$agent" profile "$work/training.csv" --model credit --config "$config" \
  --label-column risk --score-column cross_validated -o "$CREDIT_PROFILE"

export CREDIT_OUTCOMES="$work/outcomes"
rm -rf "$CREDIT_OUTCOMES"
mkdir "$CREDIT_OUTCOMES"

step "checking the configuration against the service's classes"
"$java" -jar "$agent" check "$config" --classpath "$credit"

step "starting the OTLP receiver"
rm -f "$work/receiver.address"
receiver_options=(--port "$receiver_port" --address-file "$work/receiver.address" --json "$work/summary.json")
table=false
if ! $ci && [ -t 1 ]; then
  table=true
fi
if $table; then
  "$java" -jar "$receiver" "${receiver_options[@]}" --display table 2>"$work/receiver.err" &
else
  "$java" -jar "$receiver" "${receiver_options[@]}" --display plain \
    >"$work/receiver.log" 2>"$work/receiver.err" &
fi
receiver_pid=$!
await "the receiver" "$receiver_pid" "$work/receiver.err" test -f "$work/receiver.address"
endpoint="$(cat "$work/receiver.address")"

# With the live table the receiver owns the terminal, and shows these lines above it.
tell() {
  if $table; then
    "$java" -jar "$receiver" note --receiver "$endpoint" "== $*"
  else
    step "$*"
  fi
}

tell "starting the service with -javaagent"
# shellcheck disable=SC2086 # several options may stand in SERVICE_JAVA_OPTS
OTEL_SERVICE_NAME=credit-scoring \
  OTEL_EXPORTER_OTLP_ENDPOINT="$endpoint" \
  OTEL_METRIC_EXPORT_INTERVAL=1000 \
  OTEL_BSP_SCHEDULE_DELAY=500 \
  OTEL_BLRP_SCHEDULE_DELAY=500 \
  "$java" ${SERVICE_JAVA_OPTS:-} -javaagent:"$agent"="$config" \
  -jar "$credit" --port "$service_port" --models "$work" \
  >"$work/service.log" 2>"$work/service.err" &
service_pid=$!
await "the service" "$service_pid" "$work/service.err" grep -q 'listening on' "$work/service.log"
service="$(sed -n 's/.*listening on //p' "$work/service.log")"

rows=$(($(wc -l <"$work/heldout.csv") - 1))

play() { # PHASE SEED OPTIONS...
  "$java" -cp "$credit" com.example.credit.traffic.Traffic --url "$service" --data "$work" \
    --phase "$1" --passes "$passes" --seed "$2" "${@:3}" >"$work/traffic-$1.log" 2>&1 \
    || fail "the traffic failed" "$work/traffic-$1.log"
}

report() { # PHASE PASSES-SO-FAR LABELS FEATURES OUTPUTS: writes the report, returns its status
  "$java" -jar "$receiver" report --receiver "$endpoint" --model credit \
    --predictions $((rows * $2)) --windows "$2" --labels "$3" --features "$4" --outputs "$5" \
    >"$work/report-$1.txt" 2>&1
}

outcome=0
tell "unshifted phase: $passes passes over $rows held-out loans"
play unshifted 1 --outcomes "$work/outcomes.csv"
report unshifted "$passes" 0 "" "" || outcome=1

labels=$((rows * passes))
tell "later: how these $labels loans ended comes in, as a file"
mv "$work/outcomes.csv" "$CREDIT_OUTCOMES/unshifted.csv"
report labelled "$passes" "$labels" "" "" || outcome=1

tell "shifted phase: the same loans, $shifted_features drawn from another population"
play shifted 2
report shifted $((2 * passes)) "$labels" "$shifted_features" "$following_outputs" || outcome=1

stop "$service_pid"
service_pid=
stop "$receiver_pid"
receiver_pid=

for phase in unshifted shifted; do
  step "$phase phase"
  cat "$work/report-$phase.txt"
done

step "standard error of the service"
cat "$work/service.err"
if grep -q '^WARNING:' "$work/service.err"; then
  echo "FAIL it holds JVM warnings"
  outcome=1
else
  echo "ok   no JVM warning"
fi

step "summary after $((SECONDS - started)) s (files: examples/work)"
for phase in unshifted shifted; do
  echo "$phase phase:"
  grep -E '^(features|outputs) ' "$work/report-$phase.txt" | sed 's/^/  /' || true
done
echo "how good the model was on the unshifted loans:"
grep ' estimated ' "$work/report-unshifted.txt" | sed 's/$/, before any loan had ended/' || outcome=1
grep ' by [0-9]* labels ' "$work/report-shifted.txt" | sed 's/$/, when they had/' || outcome=1
if [ "$outcome" = 0 ]; then
  echo "ok: the agent named the shifted features and no other"
else
  echo "WRONG: see the lines with FAIL above" >&2
fi
exit "$outcome"
