#!/usr/bin/env bash
# Measures the release build beside the limits of its stack, in alternating rounds; prints `name value unit`, medians
# of ROUNDS rounds. A figure counts only beside its limit of the same run.
#
#   SCALE=100 ROUNDS=3 SECONDS_EACH=4 benches/run.sh
#
# `…_1c` is one connection that asks again and again; `feed_anew_1c` reads a leader's feed after a change of one of its
# groups, beside `rows_feed_1c`: 200 rows of plain SQLite as text.
# PIIRI and LIMITS name ready-made programs and skip the build. Nothing is left running and nothing outside a
# temporary folder is written.
set -euo pipefail
cd "$(dirname "$0")/.."

scale=${SCALE:-100}
rounds=${ROUNDS:-3}
each=${SECONDS_EACH:-4}
connections=${CONNECTIONS:-16}
folder=$(mktemp -d)
database=sqlite:$folder/demo.sqlite
server=
bare=
sink=

finish() {
  for pid in $server $bare $sink; do kill "$pid" 2>/dev/null || true; done
  stop_postgres || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}

# shellcheck source=benches/lib.sh
source benches/lib.sh
# shellcheck source=benches/sheet.sh
source benches/sheet.sh
# shellcheck source=benches/postgres.sh
source benches/postgres.sh
# shellcheck source=benches/mail.sh
source benches/mail.sh
trap finish EXIT
trap 'exit 130' INT TERM

if ! command -v wrk >/dev/null || [[ ! -f $(echo /usr/lib/*/faketime/libfaketime.so.1) ]]; then
  apt-get install -y -q wrk faketime >&2
fi
if [[ -z ${PIIRI:-} || -z ${LIMITS:-} ]]; then
  cargo build --release --bin piiri --example limits >&2
  target=${CARGO_TARGET_DIR:-target}
  PIIRI=$target/release/piiri
  LIMITS=$target/release/examples/limits
fi

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

# Start-up of the plain server on such a database, from exec to the first 200. On a copy: it goes by the clock of today, and
# what has become due since the demo's day would be done in it.
cp "$folder/demo.sqlite" "$folder/start.sqlite"
port=$((20000 + RANDOM % 20000))
for _ in $(seq "$rounds"); do
  begun=$(now_ms)
  PIIRI_LISTEN=127.0.0.1:$port "$PIIRI" serve --database "sqlite:$folder/start.sqlite" >/dev/null 2>"$folder/log" &
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
leader_cookie=$(cookie leader)
worker_cookie=$(cookie worker)
manager_cookie=$(cookie manager)

find_places

begun=$(now_ms)
curl -s -D "$folder/head" -o "$folder/feed" "$feed"
put feed_first $(($(now_ms) - begun)) ms
tag=$(awk 'tolower($1) == "etag:" { sub(/\r/, ""); print $2 }' "$folder/head")
curl -s -o "$folder/page" "$base/open"
put feed_anew_events "$(curl -s "$(word feed staff)" | grep -c BEGIN:VEVENT)" count
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
  keep rows_feed_1c "$("$LIMITS" fetch "$bare_base/rows_feed" "$each")"
  keep feed_anew_1c "$("$LIMITS" fetch "$(word feed staff)" "$each" "$sheet" "$token" "$(head -n 1 <<<"$places")")"
  load orm_page50 "$bare_base/orm_page50"
  load today "$base/" -H "Cookie: $leader_cookie"
  load group_page "$base/groups/$group" -H "Cookie: $leader_cookie"
  load finder "$base/find" -H "Cookie: $worker_cookie"
  load statistics "$base/statistics" -H "Cookie: $manager_cookie"
  for people in 1 12 30; do
    keep "sqlite_full_$people" "$("$LIMITS" rows "$folder/rows.sqlite" "$each" "$people")"
    load "attend_$people" "$sheet" -s "$folder/put$people.lua"
  done
done

tell req/s bare_feed feed bare_feed_304 feed_304 bare_page public_programme rows_feed rows_feed_1c feed_anew_1c \
  orm_page50 today group_page finder statistics
for people in 1 12 30; do
  tell commits/s "sqlite_full_$people"
  tell req/s "attend_$people"
done
put memory_after_load "$(memory "$server")" MiB
stop
measure_postgres
measure_mail
put load_after "$(cut -d' ' -f1 /proc/loadavg)" 1min
