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

# start TIME: starts the demo on its database with its clock at that time of 14.10., and waits until it answers.
start() {
  "$PIIRI" demo --port 0 --at "2026-10-14T$1" --scale "$scale" --database "sqlite:$folder/demo.sqlite" >"$folder/out" 2>"$folder/log" &
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

# api ROLE METHOD PATH [JSON]: one call as that role.
api() {
  curl -sf -X "$2" -H "Authorization: Bearer $(word token "$1")" -H 'Content-Type: application/json' \
    -d "${4:-{\}}" "$base/api/v1$3"
}
first() { grep -o "\"$1\":\"[0-9a-z-]*\"" | head -1 | cut -d'"' -f4; }

# A group of thirty people with a session at 13 today, made as its users would; keeps its id and that of the session.
make_group() {
  local like client referral n to
  like=$(curl -sf -H "Authorization: Bearer $(word token leader)" "$base/api/v1/groups?q=Pata&limit=1")
  group=$(api leader POST /groups '{"name":"Kolmekymmentä","kind":"functional","openness":"closed","summary":"Mittausta varten",
    "aims":["participation"],"audience":"Mittaajille","criteria":"Ei ehtoja","capacity":30,"min_participants":4,
    "languages":["fi"],"planned_hours":20,"budget_cents":0,
    "unit_id":"'"$(first unit_id <<<"$like")"'","venue_id":"'"$(first venue_id <<<"$like")"'"}' | first id)
  session=$(api leader PUT "/groups/$group/schedule" '{"first_date":"2026-10-14","start_time":"13:00",
    "duration_minutes":60,"timezone":"Europe/Helsinki","rrule":"FREQ=DAILY;COUNT=3"}' | first id)
  api leader POST "/groups/$group/transitions" '{"to":"submitted"}' >/dev/null
  api manager POST "/groups/$group/transitions" '{"to":"approved"}' >/dev/null
  api leader POST "/groups/$group/transitions" '{"to":"recruiting"}' >/dev/null
  for n in $(seq 30); do
    client=$(api worker POST /clients '{"name":"Mitattava '"$n"'","channel":"none"}' | first id)
    referral=$(api worker POST /referrals '{"client_id":"'"$client"'","group_id":"'"$group"'","reason":"Mittaus",
      "goals":[],"channels":["own_worker"]}' | first id)
    for to in in_review offered confirmed; do
      api leader POST "/referrals/$referral/transitions" '{"to":"'"$to"'"}' >/dev/null
    done
  done
}

say "making the demo at scale $scale"
begun=$(now_ms)
start 12:00
put make_demo $(($(now_ms) - begun)) ms
begun=$(now_ms)
make_group
put make_group_of_30 $(($(now_ms) - begun)) ms
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

# The session of the group of thirty is over.
start 14:30
feed=$(word feed client)
leader=$(awk '$1 == "sign-in" && $2 == "leader" { print $3, $4 }' "$folder/out")
worker=$(awk '$1 == "sign-in" && $2 == "worker" { print $3, $4 }' "$folder/out")
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
worker_cookie=$(cookie $worker)
# shellcheck disable=SC2086
manager_cookie=$(cookie $manager)

sheet=$base/api/v1/sessions/$session/attendance
places=$(curl -s -H "Authorization: Bearer $token" "$sheet" | grep -o '"participation_id":"[0-9a-f-]*"' | cut -d'"' -f4 | sort -u)

# put_script FILE COUNT: marks that many people; every request changes every mark, so that none is skipped as unchanged.
put_script() {
  {
    echo "wrk.method = 'PUT'"
    echo "wrk.headers['Authorization'] = 'Bearer $token'"
    echo "wrk.headers['Content-Type'] = 'application/json'"
    echo "local ids = { $(head -n "$2" <<<"$places" | sed "s/.*/'&'/" | paste -sd, -) }"
    cat <<'LUA'
local turn = 0
request = function()
  turn = turn + 1
  local entries = {}
  for at, id in ipairs(ids) do
    local mark = '{"participation_id":"%s","status":"late","minutes":%d}'
    entries[at] = mark:format(id, 1 + (turn % 59))
  end
  return wrk.format(nil, nil, nil, '{"entries":[' .. table.concat(entries, ",") .. ']}')
end
LUA
  } >"$1"
}
for people in 1 12 30; do put_script "$folder/put$people.lua" "$people"; done

begun=$(now_ms)
curl -s -D "$folder/head" -o "$folder/feed" "$feed"
put feed_first $(($(now_ms) - begun)) ms
tag=$(awk 'tolower($1) == "etag:" { sub(/\r/, ""); print $2 }' "$folder/head")
curl -s -o "$folder/page" "$base/open"
put feed_size "$(stat -c %s "$folder/feed")" bytes
put page_size "$(stat -c %s "$folder/page")" bytes

"$LIMITS" serve "$folder/feed" "$folder/page" "$folder/demo.sqlite" >"$folder/bare" &
bare=$!
bare_base=$(address_in "$folder/bare" 10)

for _ in $(seq "$rounds"); do
  load bare_feed "$bare_base/feed"
  load feed "$feed"
  load bare_feed_304 "$bare_base/feed" -H 'If-None-Match: "1"'
  load feed_304 "$feed" -H "If-None-Match: $tag"
  load bare_page "$bare_base/page"
  load public_programme "$base/open"
  load rows_feed "$bare_base/rows_feed"
  load orm_page50 "$bare_base/orm_page50"
  load today "$base/" -H "Cookie: $leader_cookie"
  load group_page "$base/groups/$group" -H "Cookie: $leader_cookie"
  load finder "$base/find" -H "Cookie: $worker_cookie"
  load statistics "$base/statistics" -H "Cookie: $manager_cookie"
  for people in 1 12 30; do
    "$LIMITS" rows "$folder/rows.sqlite" "$each" "$people" >>"$folder/rate.sqlite_full_$people"
    load "attend_$people" "$sheet" -s "$folder/put$people.lua"
  done
done

tell bare_feed feed bare_feed_304 feed_304 bare_page public_programme rows_feed orm_page50 today group_page finder statistics
for people in 1 12 30; do
  put "sqlite_full_$people" "$(median <"$folder/rate.sqlite_full_$people")" commits/s
  tell "attend_$people"
done
put memory_after_load "$(memory "$server")" MiB
put load_after "$(cut -d' ' -f1 /proc/loadavg)" 1min
