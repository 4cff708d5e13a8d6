#!/usr/bin/env bash
# Publishes the app, starts it over the seed data with the example organisation, and prints what its pages cost an engineer and
# how long an edit takes until an open page has heard of it and has the matrix anew:
#   benchmarks/posture.sh [CALLS]
# Times are medians of CALLS (default 30) requests on one connection, and their ratio to /healthz in the same run. It reports,
# and fails only if the app cannot be measured.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
app=
stop() {
  [ -z "$app" ] || { kill "$app" && wait "$app"; } 2> /dev/null || true
  rm -rf "$work"
}
trap stop EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 COVERAGE_SCHEDULE=off

dotnet publish src/Coverage.Web -c Release -o "$work/app" -v quiet -clp:NoSummary > /dev/null
"$work/app/coverage" --data "$work/data" --quiet example load > /dev/null
"$work/app/coverage" --data "$work/data" serve --url http://127.0.0.1:0 > "$work/out" 2> "$work/err" &
app=$!
for _ in $(seq 100); do
  grep -q sign-in "$work/out" && break
  sleep 0.1
done
grep -q sign-in "$work/out" || { cat "$work/err" >&2; exit 1; }

echo "load of the machine: $(cut -d' ' -f1 /proc/loadavg) on $(nproc) processors"
python3 - "$(grep -o 'http[^ ]*sign-in[^ ]*' "$work/out")" "${1:-30}" << 'P'
import html, http.client, http.cookies, re, statistics, sys, threading, time, urllib.parse

link, calls = urllib.parse.urlsplit(sys.argv[1]), int(sys.argv[2])
cookies = {}


class Client:
    def __init__(self):
        self.connection = http.client.HTTPConnection(link.hostname, link.port, timeout=120)

    def begin(self, path, form=None, packed=True):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Accept-Encoding": "br" if packed else "identity"}
        body = urllib.parse.urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("GET" if form is None else "POST", path, body, headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                for cookie in http.cookies.SimpleCookie(value).values():
                    cookies[cookie.key] = cookie.value
        if answer.status >= 400:
            raise SystemExit(f"{path} answered {answer.status}")
        return answer

    def ask(self, path, form=None, packed=True):
        return self.begin(path, form, packed).read()


def fields(form):
    return {html.unescape(name): html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)}


client = Client()
client.ask("/sign-in", fields(client.ask(f"{link.path}?{link.query}", packed=False).decode()))


def cost(path):
    times = []
    for _ in range(2 * calls):
        start = time.perf_counter()
        client.ask(path)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[calls:])


def report(what, value, note=""):
    print(f"{what:44} {value:>10}   {note}", flush=True)


health = min(cost("/healthz") for _ in range(3))
report("/healthz, the reference", f"{health:.2f} ms")
for name, path in [
    ("overview", "/"), ("matrix by Coverage", "/matrix?metric=coverage"), ("matrix by gap", "/matrix?metric=gap"), ("gaps", "/gaps"), ("plan", "/plan"), ("rules", "/rules"),
    ("technique page T1219 with forms", "/techniques/T1219"), ("technique page T1059 with forms", "/techniques/T1059"), ("changes", "/changes"), ("history", "/history"),
]:
    time_of = cost(path)
    report(name, f"{time_of:.1f} ms", f"{time_of / health:.1f} x /healthz")

heard = []


def listen():
    answer = Client().begin("/events", packed=False)
    while line := answer.readline():
        if line.startswith(b'data: {"version"'):
            heard.append((time.perf_counter(), line))


threading.Thread(target=listen, daemon=True).start()
for _ in range(3000):
    if heard:
        break
    time.sleep(0.01)
if not heard:
    raise SystemExit("/events does not say which version there is.")
told, seen = [], []
for turn in range(21):
    forms = re.findall(r'<form class="rec" method="post" action="/posture/deployment".*?</form>', client.ask("/techniques/T1219", packed=False).decode(), re.S)
    form = fields(forms[0])
    form["state"] = "Deployed" if turn % 2 == 0 else "Planned"
    known, start = len(heard), time.perf_counter()
    client.ask("/posture/deployment", form)
    while len(heard) == known:
        time.sleep(0.0005)
        if time.perf_counter() - start > 30:
            raise SystemExit("No open page heard of the edit.")
    told.append(1000 * (heard[known][0] - start))
    client.ask("/matrix?metric=coverage")
    seen.append(1000 * (time.perf_counter() - start))
report("an edit, until an open page hears of it", f"{statistics.median(told[1:]):.0f} ms", f"at most {max(told[1:]):.0f} ms of {len(told) - 1}")
report("an edit, until it has the matrix anew", f"{statistics.median(seen[1:]):.0f} ms", f"at most 300 ms wanted; {max(seen[1:]):.0f} ms at most")
P
