#!/usr/bin/env bash
# Prints the ratios of the published app to the floor, medians of 5 runs in turn, all in one run:
#   benchmarks/ratios.sh [SHARED]
# SHARED holds floor/ and data/ (default: ../shared beside the repository). Times of different runs are not comparable.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(realpath "${1:-../shared}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cp -r "$shared/floor/import-floor" "$work/floor-source" && chmod -R u+w "$work/floor-source"
(cd "$work/floor-source" && dotnet publish -c Release -o "$work/floor" -v quiet -clp:NoSummary > /dev/null)
dotnet publish src/Coverage.Web -c Release -o "$work/app" -v quiet -clp:NoSummary > /dev/null
app=$work/app/coverage floor=$work/floor/import-floor
data=$shared/data
all=("$data/attack/enterprise-attack-19.1.json.gz" "$data/d3fend/d3fend-protege-2025-08-25.ttl.gz" "$data/sigma/sigma-2026-08-05.tar.gz" "$data/atomics/atomics-2026-08-17.tar.gz")

# The rule files that differ between the two dates, as an archive of their own for the floor.
mkdir "$work/before" "$work/after" "$work/changed"
tar xzf "$data/sigma/sigma-2026-07-01.tar.gz" --strip-components=1 -C "$work/before"
tar xzf "$data/sigma/sigma-2026-08-05.tar.gz" --strip-components=1 -C "$work/after"
(cd "$work/after" && find . -type f | while read -r file; do cmp -s "$file" "$work/before/$file" || cp --parents "$file" "$work/changed"; done)
tar czf "$work/changed.tar.gz" -C "$work/changed" .

# measure NAME COMMAND...: appends wall seconds and peak KiB to $work/NAME.
measure() {
  local name=$1
  shift
  /usr/bin/env bash -c 'TIMEFORMAT=%R; { time "$@" > /dev/null 2>&1; } 2>&1' _ "$@" >> "$work/$name.s"
}

peak() { # peak KiB of a command, from the kernel's account of it
  python3 - "$@" <<'P'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
P
}

median() { sort -n "$1" | sed -n "$(( ($(wc -l < "$1") + 1) / 2 ))p"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

fresh() { rm -rf "$work/data" && "$app" --data "$work/data" --no-seed status > /dev/null; }

for _ in 1 2 3 4 5; do
  rm -rf "$work/data" "$work"/floor.db*
  measure import "$app" --data "$work/data" --no-seed import "${all[@]}"
  measure again "$app" --data "$work/data" import "${all[@]}"
  measure floor-import "$floor" import "$work/floor.db" "${all[@]}"
  measure floor-hash "$floor" hash x "${all[@]}"
  measure version "$app" --version
  fresh
  "$app" --data "$work/data" import "$data/sigma/sigma-2026-07-01.tar.gz" > /dev/null 2>&1
  measure incremental "$app" --data "$work/data" import "$data/sigma/sigma-2026-08-05.tar.gz"
  rm -f "$work"/floor.db*
  measure floor-changed "$floor" import "$work/floor.db" "$work/changed.tar.gz"
  measure floor-sigma-hash "$floor" hash x "$data/sigma/sigma-2026-08-05.tar.gz"
  rm -rf "$work/data" "$work"/floor.db*
  peak "$app" --data "$work/data" --no-seed import "${all[@]}" >> "$work/import.kib"
  peak "$floor" import "$work/floor.db" "${all[@]}" >> "$work/floor-import.kib"
done

echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg) on $(nproc) processors"
m() { median "$work/$1.s"; }
echo "import of all four:   $(m import) s / floor $(m floor-import) s = $(ratio "$(m import)" "$(m floor-import)") (at most 1.3)"
echo "its peak memory:      $(median "$work/import.kib") / floor $(median "$work/floor-import.kib") KiB = $(ratio "$(median "$work/import.kib")" "$(median "$work/floor-import.kib")") (at most 1.3)"
echo "the same again:       $(m again) s / (1.5 x hash $(m floor-hash) + start-up $(m version)) = $(awk -v a="$(m again)" -v h="$(m floor-hash)" -v v="$(m version)" 'BEGIN { printf "%.2f", a / (1.5 * h + v) }') (at most 1)"
echo "Sigma July to August: $(m incremental) s / (floor of $(find "$work/changed" -type f | wc -l) changed files $(m floor-changed) + hashing $(m floor-sigma-hash)) = $(awk -v a="$(m incremental)" -v c="$(m floor-changed)" -v h="$(m floor-sigma-hash)" 'BEGIN { printf "%.2f", a / (c + h) }') (at most 1.5)"
