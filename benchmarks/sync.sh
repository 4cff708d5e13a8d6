#!/usr/bin/env bash
# Prints what syncs from an emulated GitHub on the loopback cost, as ratios of one run beside their targets:
#   benchmarks/sync.sh [SHARED] [ROUNDS]
# SHARED holds data/ (default: ../shared beside the repository), ROUNDS (default 5) is how often cold processes are run in turn.
# It reports, and fails only if something cannot be measured.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(realpath "${1:-../shared}")
rounds=${2:-5}
work=$(mktemp -d)
github= app=
stop() {
  for process in $app $github; do kill "$process" 2> /dev/null && wait "$process" 2> /dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet publish src/Coverage.Web -c Release -o "$work/app" -v quiet -clp:NoSummary > /dev/null
dotnet build benchmarks/Coverage.Benchmarks -c Release -v quiet -clp:NoSummary > /dev/null
benchmarks=(dotnet run -c Release --no-build --project benchmarks/Coverage.Benchmarks -- sync "$shared")
dotnet tests/Coverage.GitHub/bin/Release/net10.0/Coverage.GitHub.dll --data "$shared/data" --unlimited < /dev/null > "$work/github.out" 2>&1 &
github=$!
for _ in $(seq 600); do
  grep -q '^archives ' "$work/github.out" && break
  sleep 0.2
done
COVERAGE_GITHUB=$(awk '$1 == "API" { print $2 }' "$work/github.out")
COVERAGE_HOSTS=$(awk '$1 == "archives" { sub("/$", "", $2); print $2 }' "$work/github.out")
export COVERAGE_GITHUB COVERAGE_HOSTS
[ -n "$COVERAGE_GITHUB" ] || { cat "$work/github.out" >&2; exit 1; }

data=$shared/data coverage=$work/app/coverage
all=("$data/attack/enterprise-attack-19.1.json.gz" "$data/attack/ics-attack-18.1.json.gz" "$data/attack/mobile-attack-17.1.json.gz"
  "$data/d3fend/d3fend-protege-2025-08-25.ttl.gz" "$data/sigma/sigma-2026-08-05.tar.gz" "$data/atomics/atomics-2026-08-17.tar.gz")

measure() { # NAME COMMAND...: appends wall seconds to $work/NAME.s and peak KiB to $work/NAME.kib, by the kernel's account
  python3 - "$work/$1" "${@:2}" << 'P'
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(time.monotonic() - start, file=open(sys.argv[1] + ".s", "a"))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=open(sys.argv[1] + ".kib", "a"))
P
}
median() { sort -n "$1" | sed -n "$(( ($(wc -l < "$1") + 1) / 2 ))p"; }
at() { sort -n | awk -v share="$1" '{ all[NR] = $1 } END { place = int(NR * share); if (place < NR * share) place++; print all[place] }'; }
report() { printf '%-44s %10s   %s\n' "$@"; }
number() { awk -v a="$1" -v b="$2" -v f="$3" 'BEGIN { printf f, a / b }'; }

"$coverage" --data "$work/warm" --no-seed --quiet sync > /dev/null # The server makes its archives once.
echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg) on $(nproc) processors"
for _ in $(seq "$rounds"); do
  rm -rf "$work/synced" "$work/imported"
  measure import "$coverage" --data "$work/imported" --no-seed --quiet import "${all[@]}"
  measure sync "$coverage" --data "$work/synced" --no-seed --quiet sync
  measure again "$coverage" --data "$work/synced" --quiet sync
  measure status "$coverage" --data "$work/synced" --quiet sources list
done
report "first sync of all six beside their import" "$(number "$(median "$work/sync.s")" "$(median "$work/import.s")" %.2f)" "at most 1.3; $(median "$work/sync.s") s of $(median "$work/import.s") s, cold processes"
report "its peak memory" "$(number "$(median "$work/sync.kib")" 1024 '%.0f MiB')" "at most 260 MiB; the import $(number "$(median "$work/import.kib")" 1024 '%.0f MiB')"
report "unchanged, all six, a cold process" "$(median "$work/again.s") s" "listing the sources $(median "$work/status.s") s"
"${benchmarks[@]}"

# Pages of the app over the seed data, without and with a first sync of all six in the same process: the schedule finds them due.
pages() { # the server's milliseconds of some pages, each several times on one connection
  local args=() path
  for _ in 1 2 3 4 5 6 7 8 9 10; do for path in /matrix /techniques/T1219 /techniques/T1059 /; do args+=(-o /dev/null "$address$path"); done; done
  curl -sS -H 'Accept-Encoding: br' -w '%{time_pretransfer} %{time_total}\n' "${args[@]}" | awk '{ printf "%.3f\n", ($2 - $1) * 1000 }'
}
query() { python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=60); print(*(c.execute(sys.argv[2]).fetchone() or [""])); c.commit()' "$work/pages/coverage.db" "$1"; }
for _ in 1 2 3; do # One sync is over after a hundred pages, of which the slowest would decide.
  rm -rf "$work/pages"
  "$coverage" --data "$work/pages" sources list > /dev/null
  "$coverage" --data "$work/pages" serve --url http://127.0.0.1:0 > "$work/out" 2> "$work/err" &
  app=$!
  for _ in $(seq 100); do
    address=$(sed -n 's/^Coverage is at //p' "$work/out")
    [ -z "$address" ] || break
    sleep 0.1
  done
  [ -n "$address" ] || { cat "$work/err" >&2; exit 1; }
  pages > /dev/null
  for _ in $(seq 10); do pages; done >> "$work/without"
  query "UPDATE SourceSettings SET CreatedAt = '2025-01-01', JitterSeconds = 0" > /dev/null
  until [ "$(query 'SELECT count(*) FROM Leases')" != 0 ]; do sleep 0.1; done
  while [ "$(query 'SELECT count(*) FROM SyncRuns')" -lt 6 ]; do pages; done >> "$work/with"
  kill "$app" && wait "$app" 2> /dev/null || true
  app=
done
report "pages while a sync runs, 99 of 100" "$(number "$(at 0.99 < "$work/with")" "$(at 0.99 < "$work/without")" %.1f)" "at most 2; $(at 0.99 < "$work/with") ms of $(at 0.99 < "$work/without") ms, $(wc -l < "$work/with") and $(wc -l < "$work/without") pages; medians $(at 0.5 < "$work/with") and $(at 0.5 < "$work/without") ms"
echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg)"
