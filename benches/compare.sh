#!/usr/bin/env bash
# Times the release binary against other ways to do the same, in turn, and prints the table of the README.
#
#   benches/compare.sh [MESSAGES]     one million where it is not given
#
# A rival that is not installed is left out. Slow ones get a part of the input: what counts is messages a second.
set -euo pipefail
cd "$(dirname "$0")/.."
messages=${1:-1000000}
runs=5
export LC_ALL=C.UTF-8 TIMEFORMAT=%R
here=$PWD/benches/compare
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --locked --quiet --bin copilot-usage --example generate
ours=$PWD/target/release/copilot-usage
target/release/examples/generate short "$messages" >"$work/all"
head -n $((messages / 50)) "$work/all" >"$work/part"

names=() commands=() inputs=()
add() { # name, input, command: the input is its standard input, and $input in it
  names+=("$1") inputs+=("$2") commands+=("$3")
}
python=${PYTHON:-python3}
score="$ours score -q -f ndjson"
add "\`wc -m\`" all 'wc -m'
add "\`wc -l\`" all 'wc -l'
add "\`cat\`" all 'cat'
add "\`cat \| cat\`" all 'cat | cat'
add "copilot-usage, 1 thread" all "$score --threads 1 \$input"
add "copilot-usage, all processors" all "$score \$input"
add "copilot-usage, through pipes" all "cat | $score - | cat"
"$python" -c 'import msgspec' 2>/dev/null && add "Python, msgspec" all "$python $here/fast.py"
command -v "$python" >/dev/null && add "Python, plain" part "$python $here/plain.py"
command -v node >/dev/null && add "Node.js" all "node $here/node.mjs"
"$python" -c 'import duckdb' 2>/dev/null && add "DuckDB, all processors" all "$python $here/sql.py \$input"
command -v jq >/dev/null && add "jq" part "jq -rf $here/bill.jq"

run() { # index, input, output
  input=$work/$2 bash -c "exec 2>/dev/null; ${commands[$1]}" <"$work/$2" >"$3"
}
$score "$work/part" >"$work/right" 2>/dev/null
for index in "${!names[@]}"; do
  case ${names[$index]} in \`*) continue ;; esac
  run "$index" part "$work/out"
  cmp --quiet "$work/right" "$work/out" || { echo "${names[$index]}: another output" >&2; exit 1; }
done

for _ in $(seq "$runs"); do
  for index in "${!names[@]}"; do
    { time run "$index" "${inputs[$index]}" /dev/null; } 2>>"$work/seconds.$index"
  done
done
memory() { # index: KiB at the most of one of its processes
  input=$work/${inputs[$1]} /usr/bin/time -f %M -o "$work/kib" bash -c "exec 2>/dev/null; ${commands[$1]}" \
    <"$work/${inputs[$1]}" >/dev/null && cat "$work/kib"
}
base=$(sort -n "$work/seconds.0" | sed -n $(((runs + 1) / 2))p)
echo "| | messages a second | time, in \`wc -m\` | peak memory |"
echo "|---|--:|--:|--:|"
for index in "${!names[@]}"; do
  seconds=$(sort -n "$work/seconds.$index" | sed -n $(((runs + 1) / 2))p)
  lines=$(wc -l <"$work/${inputs[$index]}")
  awk -v name="${names[$index]}" -v seconds="$seconds" -v lines="$lines" -v all="$messages" -v base="$base" \
    -v kib="$(command -v /usr/bin/time >/dev/null && memory "$index")" \
    'BEGIN { printf "| %s | %.0f | %.2f | %.0f MiB |\n", name, lines / seconds, seconds * all / lines / base, kib / 1024 }'
done
