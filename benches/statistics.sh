#!/usr/bin/env bash
# Measures the figures over many attendance rows: their first view, the view after a change, and the kept one; beside
# them the same counts in DuckDB, when its Python package can be installed. Prints `name value unit`.
#
#   SCALE=1440 ROUNDS=3 benches/statistics.sh
#
# SCALE 1440 makes 1,000,000 attendance rows. PIIRI names a ready-made program and skips the build. Nothing is left
# running and nothing outside a temporary folder is written.
set -euo pipefail
cd "$(dirname "$0")/.."

scale=${SCALE:-1440}
rounds=${ROUNDS:-3}
folder=$(mktemp -d)
server=

finish() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

put() { printf '%s %s %s\n' "$1" "$2" "$3"; }
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)] }'; }
memory() { awk -v what="$1" '$1 == what ":" { printf "%.1f", $2 / 1024 }' "/proc/$server/status"; }
word() { awk -v a="$1" -v b="$2" '$1 == a && $2 == b { print $NF }' "$folder/out"; }
first() { grep -o "\"$1\":\"[0-9a-f-]*\"" | head -1 | cut -d'"' -f4; }

# api ROLE METHOD PATH [JSON]: one call as that role; at most ten minutes.
api() {
  curl -sf -m 600 -X "$2" -H "Authorization: Bearer $(word token "$1")" -H 'Content-Type: application/json' \
    ${4:+-d "$4"} "$base/api/v1$3"
}

# view [QUERY]: how many milliseconds the indicators take.
view() {
  curl -sf -m 600 -o /dev/null -w '%{time_total}' -H "Authorization: Bearer $(word token manager)" \
    "$base/api/v1/statistics/indicators$1" | awk '{ printf "%.1f\n", $1 * 1000 }'
}

if [[ -z ${PIIRI:-} ]]; then
  cargo build --release --bin piiri >&2
  PIIRI=${CARGO_TARGET_DIR:-target}/release/piiri
fi
"$PIIRI" demo --port 0 --at 2026-10-14T12:00 --scale "$scale" --database "sqlite:$folder/demo.sqlite" \
  >"$folder/out" 2>"$folder/log" &
server=$!
for _ in $(seq 12000); do
  grep -q '^feed programme' "$folder/out" && break
  kill -0 "$server"
  sleep 0.05
done
base=$(awk '$1 == "address" { print $2; exit }' "$folder/out")
group=$(api leader GET '/groups?q=Pata&limit=1' | first id)
session=$(api leader GET "/groups/$group/sessions" | first id)
place=$(api leader GET "/sessions/$session/attendance" | first participation_id)

put memory_before_figures "$(memory VmRSS)" MiB
put figures_first "$(view '')" ms
for round in $(seq "$rounds"); do
  mark='{"entries":[{"participation_id":"'$place'","status":"late","minutes":'$round'}]}'
  api leader PUT "/sessions/$session/attendance" "$mark" >/dev/null
  view '' >>"$folder/changed"
  view '' >>"$folder/kept"
  view '?by=kind' >>"$folder/kind"
  view '?by=month' >>"$folder/month"
done
put figures_after_a_change "$(median <"$folder/changed")" ms
put figures_kept "$(median <"$folder/kept")" ms
put figures_kept_by_kind "$(median <"$folder/kind")" ms
put figures_kept_by_month "$(median <"$folder/month")" ms
put memory_after_figures "$(memory VmRSS)" MiB
put memory_peak "$(memory VmHWM)" MiB
kill "$server"
wait "$server" 2>/dev/null || true
server=

if ! { python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q duckdb; } >&2; then
  printf 'no DuckDB here; its counts are left out\n' >&2
  exit 0
fi
"$folder/venv/bin/python" - "$folder/demo.sqlite" "$rounds" <<'PYTHON'
import sqlite3, statistics, sys, time
import duckdb

rows = sqlite3.connect(sys.argv[1])
counted = rows.execute(
    "SELECT g.kind, substr(s.starts_at, 1, 7), hex(a.client_id), a.status FROM attendance a"
    " JOIN session s ON s.id = a.session_id JOIN activity_group g ON g.id = s.group_id WHERE s.status = 'held'"
).fetchall()
print("attendance_rows_held", len(counted), "count")
duck = duckdb.connect(config={"threads": 2})
duck.execute("CREATE TABLE mark (kind VARCHAR, month VARCHAR, client VARCHAR, status VARCHAR)")
with open(sys.argv[1] + ".csv", "w", encoding="utf-8") as file:
    file.writelines(",".join(row) + "\n" for row in counted)
duck.execute("COPY mark FROM '" + sys.argv[1] + ".csv' (HEADER false)")
for name, what in (("counts", "count(*)"), ("distinct", "count(DISTINCT client)")):
    took = []
    for _ in range(int(sys.argv[2])):
        begun = time.perf_counter()
        duck.execute(f"SELECT kind, month, {what} FROM mark GROUP BY kind, month").fetchall()
        took.append((time.perf_counter() - begun) * 1000)
    print(f"duckdb_{name}", round(statistics.median(took), 1), "ms")
PYTHON
