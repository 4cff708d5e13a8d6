#!/usr/bin/env bash
# Installs what the tests need where it is missing, builds, and runs all tests. The last line reads "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export COVERAGE_SCHEDULE=off # No app that a test starts syncs by itself.

install() {
  local missing=()
  command -v git > /dev/null || missing+=(git)
  command -v docker-compose > /dev/null || missing+=(docker-compose)
  command -v chromium-headless-shell > /dev/null || command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null || missing+=(chromium)
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Installing ${missing[*]}" >&2
  local as=()
  [ "$(id -u)" = 0 ] || as=(sudo)
  if command -v apt-get > /dev/null; then
    "${as[@]}" apt-get update -qq
    # Debian has one without windows, which opens pages in half the time.
    ! apt-cache show chromium-headless-shell > /dev/null 2>&1 || missing=("${missing[@]/%chromium/chromium-headless-shell}")
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
  else
    echo "Install ${missing[*]} by your package manager; tests that need them are skipped until then." >&2
  fi
}

install >&2
dotnet build Coverage.sln --nologo -v quiet -clp:NoSummary
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test --solution Coverage.sln --no-build 2>&1 | tee "$log" || status=$?
passed=$(sed -n 's/^ *succeeded: *\([0-9]*\).*/\1/p' "$log" | tail -n 1)
failed=$(sed -n 's/^ *failed: *\([0-9]*\).*/\1/p' "$log" | tail -n 1)
[ "$status" = 0 ] || [ "${failed:-0}" != 0 ] || failed=1
echo "${passed:-0} passed, ${failed:-1} failed"
exit "$status"
