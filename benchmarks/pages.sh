#!/usr/bin/env bash
# Publishes the app, starts it over the seed data on a free port of the loopback, and prints what its pages cost, each
# figure beside its target:
#   benchmarks/pages.sh [CALLS]
# Times are medians of CALLS (default 50) requests on one connection, as brotli, and their ratio to /healthz in the same
# run. It reports, and fails only if the app cannot be measured.
set -euo pipefail
cd "$(dirname "$0")/.."
calls=${1:-50}
work=$(mktemp -d)
app=
stop() {
  [ -z "$app" ] || { kill "$app" && wait "$app"; } 2> /dev/null || true
  rm -rf "$work"
}
trap stop EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet publish src/Coverage.Web -c Release -o "$work/app" -v quiet -clp:NoSummary > /dev/null
"$work/app/coverage" --data "$work/data" serve --url http://127.0.0.1:0 > "$work/out" 2> "$work/err" &
app=$!
for _ in $(seq 100); do
  address=$(sed -n 's/^Coverage is at //p' "$work/out")
  [ -z "$address" ] || break
  sleep 0.1
done
[ -n "$address" ] || { cat "$work/err" >&2; exit 1; }

times() { # PATH...: the server's milliseconds for each, from the request's end to the answer's
  local args=() path
  for path in "$@"; do args+=(-o /dev/null "$address$path"); done
  curl -sS -H 'Accept-Encoding: br' -w '%{time_pretransfer} %{time_total}\n' "${args[@]}" | awk '{ printf "%.3f\n", ($2 - $1) * 1000 }'
}

at() { sort -n | awk -v share="$1" '{ all[NR] = $1 } END { place = int(NR * share); if (place < NR * share) place++; print all[place] }'; } # the value at a share of all
many() { for _ in $(seq "$calls"); do echo "$1"; done; }
measure() { mapfile -t paths < <(many "$1"); times "${paths[@]}" > /dev/null; times "${paths[@]}" | at 0.5; }
size() { curl -sS -H 'Accept-Encoding: br' -o /dev/null -w '%{size_download}' "$address/$1"; }
resident() { awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$app/status"; }
report() { printf '%-44s %10s   %s\n' "$@"; }
time_line() { report "$1" "$2 ms" "at most $3 ms; $(awk -v a="$2" -v b="$health" 'BEGIN { printf "%.1f", a / b }') x /healthz"; }
kb() { awk -v b="$1" 'BEGIN { printf "%.1f KB", b / 1024 }'; }

sleep 5
idle=$(resident)
echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg) on $(nproc) processors"

for _ in 1 2 3; do health=$(measure /healthz); done
report "/healthz, the reference" "$health ms" ""
time_line "matrix, drawn before" "$(measure /matrix)" 5

# After a change: a rule of a source of its own is imported, and the page is asked for once the new view is there.
generation() { curl -sS "$address/search" | sed -n 's/.*data-version="\([^"]*\)".*/\1/p'; }
mkdir "$work/rules"
for round in 1 2 3 4 5 6 7; do
  printf 'title: Rule %s\nid: 00000000-0000-4000-8000-000000000001\ntags: [attack.t1059]\ndetection:\n  a:\n    b: %s\n  condition: a\n' "$round" "$round" > "$work/rules/rule.yml"
  before=$(generation)
  "$work/app/coverage" --data "$work/data" --quiet import sigma "$work/rules" --source benchmark > /dev/null
  while [ "$(generation)" = "$before" ]; do sleep 0.1; done
  times /matrix >> "$work/changed"
done
time_line "matrix, first request after a change" "$(at 0.5 < "$work/changed")" 30

time_line "technique page T1219" "$(measure /techniques/T1219)" 5
time_line "technique page T1059" "$(measure /techniques/T1059)" 5
mapfile -t queries < <(sed 's/ /%20/g; s|^|/search/hits?q=|' benchmarks/queries.txt)
times "${queries[@]}" > /dev/null
for _ in 1 2 3; do times "${queries[@]}"; done > "$work/search"
time_line "search while typing, median of ${#queries[@]} queries" "$(at 0.5 < "$work/search")" 5
time_line "search while typing, 95 of 100" "$(at 0.95 < "$work/search")" 5

curl -sS "$address/matrix" > "$work/matrix.html"
page=$(size matrix)
assets=0
for asset in $(grep -oE '<(script|link)\b[^>]*' "$work/matrix.html" | grep -oE '(src|href)="[^"]+"' | cut -d'"' -f2 | sort -u | grep -v 'woff2$'); do
  assets=$((assets + $(size "$asset")))
done
fonts=0
for font in wwwroot/fonts/*.woff2; do fonts=$((fonts + $(size "fonts/$(basename "$font")"))); done
report "matrix page, brotli" "$(kb "$page")" "at most 20 KB"
report "first visit without fonts" "$(kb $((page + assets)))" "at most 130 KB"
report "first visit with fonts" "$(kb $((page + assets + fonts)))" "at most 215 KB"
report "second visit (the page; the rest is kept)" "$(kb "$page")" ""

browser=$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -n "$browser" ]; then
  nodes=$("$browser" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync \
    --user-data-dir="$work/browser" --dump-dom "$address/matrix" 2> /dev/null | grep -oE '<[a-zA-Z][a-zA-Z0-9-]*' | wc -l)
  report "elements of the matrix page" "$nodes" "fewer than 2800"
else
  report "elements of the matrix page" "-" "no Chromium here"
fi

sleep 5
echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg)"
report "resident memory, idle after the start" "$idle MiB" "at most 180 MiB"
report "resident memory, idle after all of this" "$(resident) MiB" ""
