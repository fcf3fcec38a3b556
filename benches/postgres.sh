# The same marks on PostgreSQL, in a cluster of its own that keeps what it has said it keeps (fsync).

as_postgres() {
  local program=$postgres_bin/$1
  shift
  if ((EUID)); then "$program" "$@"; else (cd / && runuser -u postgres -- "$program" "$@"); fi
}

start_postgres() {
  local port=$((20000 + RANDOM % 20000)) cluster=$folder/postgres
  # The server's user must reach its folder, and may read nothing else here.
  chmod 711 "$folder"
  mkdir "$cluster"
  ((EUID)) || chown postgres "$cluster"
  as_postgres initdb -A trust -U postgres -E UTF8 --locale=C -D "$cluster/data" >/dev/null
  as_postgres pg_ctl -D "$cluster/data" -l "$cluster/log" -w start \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$cluster" >/dev/null
  postgres=postgres://postgres@127.0.0.1:$port/postgres
}

stop_postgres() {
  [[ ! -f $folder/postgres/data/postmaster.pid ]] || as_postgres pg_ctl -D "$folder/postgres/data" -m immediate stop >/dev/null
}

# One row a commit by so many connections: commits a second, and p99 in milliseconds.
pg_insert() {
  local at=$folder/pgbench
  rm -f "$at".log*
  as_postgres pgbench -n -M prepared -c "$1" -j 2 -T "$each" -f "$folder/insert.sql" "$postgres" >"$at.out" 2>/dev/null \
    -l --log-prefix="$folder/postgres/times"
  awk '/^tps/ { printf "%.0f ", $3 }' "$at.out"
  cat "$folder"/postgres/times* | awk '{ print $3 }' | sort -n | awk '{ v[NR] = $1 } END { printf "%.2f\n", v[int(NR * 0.99) + 1] / 1000 }'
  rm -f "$folder"/postgres/times*
}

# measure_postgres: one attendance mark on PostgreSQL beside one row a commit.
measure_postgres() {
  postgres_bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
  [[ -n $postgres_bin ]] || { say "no PostgreSQL here: its figures are left out"; return 0; }
  start_postgres
  database=$postgres scale=1 start 12:00
  make_group
  stop
  database=$postgres scale=1 start 14:30
  find_places
  echo "CREATE TABLE bench_mark (session text, person integer, status text, minutes integer, at timestamptz)" |
    as_postgres psql -q "$postgres"
  echo "INSERT INTO bench_mark VALUES ('01a139a3-cab0-7302-a4c8-b38f256e44d8', 1, 'present', 120, now());" >"$folder/insert.sql"
  for _ in $(seq "$rounds"); do
    keep pg_insert_16c "$(pg_insert 16)"
    load pg_attend_1 "$sheet" -s "$folder/put1.lua"
  done
  stop
  stop_postgres
  tell commits/s pg_insert_16c
  tell req/s pg_attend_1
}
