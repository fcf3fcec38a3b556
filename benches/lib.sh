# What the measuring scripts share: starting and stopping, calling the API as somebody, one round of load, and telling.
# Needs $folder (temporary), $PIIRI, $database, $scale, $each (seconds) and $connections.

say() { printf '%s\n' "$*" >&2; }
put() { printf '%s %s %s\n' "$1" "$2" "$3"; }
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)] }'; }
now_ms() { echo $(($(date +%s%N) / 1000000)); }

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

# start TIME: starts the demo on $database with its clock at that time of 14.10., and waits until it answers.
start() {
  "$PIIRI" demo --port 0 --at "2026-10-14T$1" --scale "$scale" --database "$database" >"$folder/out" 2>"$folder/log" &
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

# keep NAME "RATE P99": keeps the figures of a round that another program has measured.
keep() {
  local rate p99
  read -r rate p99 <<<"$2"
  echo "$rate" >>"$folder/rate.$1"
  echo "$p99" >>"$folder/p99.$1"
}

# tell UNIT NAME…: prints the medians of all rounds.
tell() {
  local name unit=$1
  shift
  for name in "$@"; do
    [[ -f $folder/rate.$name ]] || continue
    put "$name" "$(median <"$folder/rate.$name")" "$unit"
    put "${name}_p99" "$(median <"$folder/p99.$name")" ms
  done
}

# api ROLE METHOD PATH [JSON]: one call as that role.
api() {
  curl -sf -X "$2" -H "Authorization: Bearer $(word token "$1")" -H 'Content-Type: application/json' \
    -d "${4:-{\}}" "$base/api/v1$3"
}
first() { grep -o "\"$1\":\"[0-9a-z-]*\"" | head -1 | cut -d'"' -f4; }

# cookie ROLE: signs in as that role and answers the cookie.
cookie() {
  local email password
  read -r email password < <(awk -v role="$1" '$1 == "sign-in" && $2 == role { print $3, $4 }' "$folder/out")
  curl -s -o /dev/null -D - --data-urlencode "email=$email" --data-urlencode "password=$password" "$base/login" |
    awk 'tolower($1) == "set-cookie:" { sub(/;$/, "", $2); printf "%s%s", n++ ? "; " : "", $2 }'
}
