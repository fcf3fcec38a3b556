#!/usr/bin/env bash
# Measures the release build beside the limits of its stack, in alternating rounds; prints `name value unit`, medians
# of ROUNDS rounds. A figure counts only beside its limit of the same run.
#
#   SCALE=100 ROUNDS=3 SECONDS_EACH=4 benches/run.sh
#
# PIIRI and LIMITS name ready-made programs and skip the build. Nothing is left running and nothing outside a
# temporary folder is written.
set -euo pipefail
cd "$(dirname "$0")/.."

scale=${SCALE:-100}
rounds=${ROUNDS:-3}
each=${SECONDS_EACH:-4}
connections=${CONNECTIONS:-16}
folder=$(mktemp -d)
server=
bare=

finish() {
  for pid in $server $bare; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "$*" >&2; }
put() { printf '%s %s %s\n' "$1" "$2" "$3"; }
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)] }'; }
now_ms() { echo $(($(date +%s%N) / 1000000)); }

if ! command -v wrk >/dev/null; then
  apt-get install -y -q wrk >&2
fi
if [[ -z ${PIIRI:-} || -z ${LIMITS:-} ]]; then
  cargo build --release --bin piiri --example limits >&2
  target=${CARGO_TARGET_DIR:-target}
  PIIRI=$target/release/piiri
  LIMITS=$target/release/examples/limits
fi

# Waits for the line that a server prints once it listens: at most so many seconds.
address_in() {
  local file=$1 left=$(($2 * 20))
  until grep -q '^address ' "$file" 2>/dev/null; do
    ((left-- > 0)) || { say "no address in $file"; return 1; }
    sleep 0.05
  done
  awk '$1 == "address" { print $2; exit }' "$file"
}

# Waits for the first 200.
ready() {
  until [[ $(curl -s -o /dev/null -w '%{http_code}' "$1") == 200 ]]; do sleep 0.005; done
}

memory() { awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }

# Starts the demo on its database and waits until it answers.
start() {
  "$PIIRI" demo --port 0 --scale "$scale" --database "sqlite:$folder/demo.sqlite" >"$folder/out" 2>"$folder/log" &
  server=$!
  base=$(address_in "$folder/out" 1800)
  ready "$base/login"
}

stop() {
  kill "$server"
  wait "$server" 2>/dev/null || true
  server=
}

# word FIRST SECOND: the last word of the line that begins so.
word() { awk -v a="$1" -v b="$2" '$1 == a && $2 == b { print $NF }' "$folder/out"; }

# load NAME URL [wrk arguments]: keeps requests a second and p99 of one round.
load() {
  local name=$1 url=$2 report rate p99
  shift 2
  report=$(wrk -t2 -c"$connections" -d"${each}s" --latency "$@" "$url")
  rate=$(awk '/Requests\/sec/ { print $2 }' <<<"$report")
  p99=$(awk '$1 == "99%" { v = $2; u = v; gsub(/[0-9.]/, "", u); sub(/[a-z]+$/, "", v)
    print v * (u == "us" ? 0.001 : u == "s" ? 1000 : 1) }' <<<"$report")
  if [[ $name != *304* && $report == *Non-2xx* ]]; then
    say "$name: $(grep Non-2xx <<<"$report" | tr -s ' ')"
  fi
  echo "$rate" >>"$folder/rate.$name"
  echo "$p99" >>"$folder/p99.$name"
}

tell() {
  local name
  for name in "$@"; do
    [[ -f $folder/rate.$name ]] || continue
    put "$name" "$(median <"$folder/rate.$name")" req/s
    put "${name}_p99" "$(median <"$folder/p99.$name")" ms
  done
}

say "making the demo at scale $scale"
begun=$(now_ms)
start
put make_demo $(($(now_ms) - begun)) ms
stop
put database $(($(stat -c %s "$folder/demo.sqlite") / 1048576)) MiB
put binary $(($(stat -c %s "$PIIRI") / 1024)) KiB
put cores "$(nproc)" count
put load_before "$(cut -d' ' -f1 /proc/loadavg)" 1min

# Start-up of the plain server on the same database: from exec to the first 200.
port=$((20000 + RANDOM % 20000))
for _ in $(seq "$rounds"); do
  begun=$(now_ms)
  PIIRI_LISTEN=127.0.0.1:$port "$PIIRI" serve --database "sqlite:$folder/demo.sqlite" >/dev/null 2>"$folder/log" &
  server=$!
  ready "http://127.0.0.1:$port/login"
  echo $(($(now_ms) - begun)) >>"$folder/start"
  sleep 0.5
  memory "$server" >>"$folder/idle"
  echo >>"$folder/idle"
  stop
done
put start_to_200 "$(median <"$folder/start")" ms
put memory_idle "$(median <"$folder/idle")" MiB

start
feed=$(word feed client)
leader=$(awk '$1 == "sign-in" && $2 == "leader" { print $3, $4 }' "$folder/out")
manager=$(awk '$1 == "sign-in" && $2 == "manager" { print $3, $4 }' "$folder/out")
token=$(word token leader)

# cookie EMAIL PASSWORD: signs in and answers the cookie.
cookie() {
  curl -s -o /dev/null -D - --data-urlencode "email=$1" --data-urlencode "password=$2" "$base/login" |
    awk 'tolower($1) == "set-cookie:" { sub(/;$/, "", $2); printf "%s%s", n++ ? "; " : "", $2 }'
}
# shellcheck disable=SC2086
leader_cookie=$(cookie $leader)
# shellcheck disable=SC2086
manager_cookie=$(cookie $manager)

# The session that ended at noon and the places in it, from the leader's own page.
session=$(curl -s -H "Cookie: $leader_cookie" "$base/" | grep -o '/sessions/[0-9a-f-]*/attendance' | head -1 | cut -d/ -f3)
sheet=$base/api/v1/sessions/$session/attendance
places=$(curl -s -H "Authorization: Bearer $token" "$sheet" | grep -o '"participation_id":"[0-9a-f-]*"' | cut -d'"' -f4 | sort -u)

# Every request changes every mark, so that each is a durable write and none is skipped as unchanged.
{
  echo "wrk.method = 'PUT'"
  echo "wrk.headers['Authorization'] = 'Bearer $token'"
  echo "wrk.headers['Content-Type'] = 'application/json'"
  echo "local ids = { $(sed "s/.*/'&'/" <<<"$places" | paste -sd, -) }"
  cat <<'LUA'
local turn = 0
request = function()
  turn = turn + 1
  local entries = {}
  for at, id in ipairs(ids) do
    local mark = '{"participation_id":"%s","status":"late","minutes":%d}'
    entries[at] = mark:format(id, 60 + (turn % 50))
  end
  return wrk.format(nil, nil, nil, '{"entries":[' .. table.concat(entries, ",") .. ']}')
end
LUA
} >"$folder/put.lua"

begun=$(now_ms)
curl -s -D "$folder/head" -o "$folder/feed" "$feed"
put feed_first $(($(now_ms) - begun)) ms
tag=$(awk 'tolower($1) == "etag:" { sub(/\r/, ""); print $2 }' "$folder/head")
curl -s -o "$folder/page" "$base/open"
put feed_size "$(stat -c %s "$folder/feed")" bytes
put page_size "$(stat -c %s "$folder/page")" bytes
put attendance_people "$(wc -w <<<"$places")" people

"$LIMITS" serve "$folder/feed" "$folder/page" >"$folder/bare" &
bare=$!
bare_base=$(address_in "$folder/bare" 10)

for _ in $(seq "$rounds"); do
  load bare_feed "$bare_base/feed"
  load feed "$feed"
  load bare_feed_304 "$bare_base/feed" -H 'If-None-Match: "1"'
  load feed_304 "$feed" -H "If-None-Match: $tag"
  load bare_page "$bare_base/page"
  load public_programme "$base/open"
  load today "$base/" -H "Cookie: $leader_cookie"
  load statistics "$base/statistics" -H "Cookie: $manager_cookie"
  "$LIMITS" rows "$folder/rows.sqlite" "$each" >>"$folder/rate.sqlite_full_1w"
  [[ -z $places ]] || load attendance_put "$sheet" -s "$folder/put.lua"
done

tell bare_feed feed bare_feed_304 feed_304 bare_page public_programme today statistics attendance_put
put sqlite_full_1w "$(median <"$folder/rate.sqlite_full_1w")" rows/s
put memory_after_load "$(memory "$server")" MiB
put load_after "$(cut -d' ' -f1 /proc/loadavg)" 1min
