#!/usr/bin/env bash
# Measures the service with wrk beside a FastAPI service whose answer never changes, in turns, and prints a table.
#
#   benches/serve.sh [--install]     SECONDS_EACH=10 ROUNDS=3 CONNECTIONS=32
#
# wrk must be there, and FastAPI with uvicorn for the Python of $PYTHON; --install puts both into a virtual
# environment of this run and asks apt-get for wrk. What matters is the ratio of one run: all share the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
seconds=${SECONDS_EACH:-10} rounds=${ROUNDS:-3} connections=${CONNECTIONS:-32}
work=$(mktemp -d)
pids=()
finish() {
  [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
python=${PYTHON:-python3}
if [ "${1:-}" = --install ]; then
  command -v wrk >/dev/null || apt-get install -y wrk >/dev/null
  "$python" -m venv "$work/venv"
  python=$work/venv/bin/python
  "$python" -m pip install --quiet fastapi 'uvicorn[standard]'
fi
command -v wrk >/dev/null || { echo "needs wrk: see --install" >&2; exit 2; }

cargo build --release --locked --quiet --bin copilot-usage --example generate
target/release/examples/generate short 110 >"$work/messages.ndjson"

listening() { # log, pattern: the port of the last line that has it
  for _ in $(seq 200); do
    grep -oE "$2" "$1" 2>/dev/null | grep -oE '[0-9]+$' | tail -1 | grep . && return
    sleep 0.05
  done
  echo "nothing listens: $(cat "$1")" >&2
  exit 1
}
target/release/copilot-usage serve "$work/messages.ndjson" --listen 127.0.0.1:0 --log-format json \
  2>"$work/serve.log" &
pids+=($!)
serve=$!
ours=http://127.0.0.1:$(listening "$work/serve.log" '"address":"127.0.0.1:[0-9]+')
curl -sf "$ours/usage" >"$work/usage.json"

theirs=
if "$python" -c 'import fastapi, uvicorn' 2>/dev/null; then
  cat >"$work/constant.py" <<'PYTHON'
import json
import os

from fastapi import FastAPI

app = FastAPI()
with open(os.environ["USAGE"]) as file:
    ANSWER = json.load(file)


@app.get("/usage")
async def usage():
    return ANSWER
PYTHON
  USAGE=$work/usage.json PYTHONPATH=$work "$python" -m uvicorn --port 0 --no-access-log constant:app 2>"$work/fastapi.log" &
  pids+=($!)
  theirs=http://127.0.0.1:$(listening "$work/fastapi.log" 'http://127.0.0.1:[0-9]+')
fi

cat >"$work/score.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-ndjson"
local file = assert(io.open(os.getenv("MESSAGES")))
wrk.body = file:read("*a")
LUA
export MESSAGES=$work/messages.ndjson

load() { # name, url, further arguments of wrk
  local name=$1 url=$2
  shift 2
  wrk -t1 -c"$connections" -d"${seconds}s" --latency "$@" "$url" >"$work/wrk"
  if grep -qE 'Non-2xx|Socket errors' "$work/wrk"; then
    echo "$name: $(grep -E 'Non-2xx|Socket errors' "$work/wrk")" >&2
  fi
  awk '/Requests\/sec/ { rate = $2 } $1 == "50%" { p50 = $2 } $1 == "99%" { p99 = $2 }
    END { print rate, p50, p99 }' "$work/wrk" >>"$work/$name"
}
for _ in $(seq "$rounds"); do
  [ -z "$theirs" ] || load fastapi "$theirs/usage"
  load usage "$ours/usage"
  load usage-gzip "$ours/usage" -H 'Accept-Encoding: gzip'
  load window "$ours/usage?limit=17"
  load score "$ours/score" -s "$work/score.lua"
done

wrk -t1 -c1000 -d"${seconds}s" "$ours/usage" >"$work/wrk" &
sleep $((seconds > 2 ? seconds - 1 : 1))
rss=$(awk '/VmRSS/ { print $2 }' "/proc/$serve/status")
sockets=$(find "/proc/$serve/fd" -lname 'socket:*' | wc -l)
wait $!
peak=$(awk '/VmHWM/ { print $2 }' "/proc/$serve/status")

median() { # name
  [ ! -s "$work/$1" ] || sort -n "$work/$1" | sed -n $(((rounds + 1) / 2))p
}
base=$(median fastapi | cut -d' ' -f1)
row() { # what, name
  local rate p50 p99
  read -r rate p50 p99 <<<"$(median "$2")"
  [ -z "$rate" ] || awk -v what="$1" -v rate="$rate" -v p50="$p50" -v p99="$p99" -v base="$base" \
    'BEGIN { printf "| %s | %.0f | %s | %s | %s |\n", what, rate, p50, p99, base ? sprintf("%.1f", rate / base) : "" }'
}
echo "| $connections connections, ${seconds} s, median of $rounds | requests/s | p50 | p99 | in FastAPI |"
echo "|---|--:|--:|--:|--:|"
row "FastAPI, a constant answer of 110 records" fastapi
row "\`GET /usage\`" usage
row "\`GET /usage\`, gzip" usage-gzip
row "\`GET /usage?limit=17\`" window
row "\`POST /score\` of 110 messages" score
echo
awk -v rss="$rss" -v peak="$peak" -v sockets="$sockets" \
  'BEGIN { printf "Memory under 1,000 connections (%d sockets): %.1f MiB, at the most %.1f MiB\n", sockets, rss / 1024, peak / 1024 }'
echo "Lines of the log: $(wc -l <"$work/serve.log"), of them dropped: $(grep -c '"code":"log-dropped"' "$work/serve.log" || true) notes"
