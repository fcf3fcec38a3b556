#!/usr/bin/env bash
# Everything that must hold before a change lands, in one command, on Debian 12 with git, the Rust toolchain, a C compiler
# and root: lints, tests on SQLite and PostgreSQL, documentation, and the demo in a real browser.
#
#   tests/run.sh          everything
#   tests/run.sh --fast   the first half, for while you work: format, lints, tests on SQLite but for the long fuzz::
#
# Installs what is missing from the package registries, uses only 127.0.0.1 otherwise, and ends what it started.
set -euo pipefail
cd "$(dirname "$0")/.."

case $* in
  '') fast= ;;
  --fast) fast=yes ;;
  *)
    echo "usage: tests/run.sh [--fast]" >&2
    exit 2
    ;;
esac

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
venv=$target/test-python
work=$(mktemp -d)
cluster=$work/postgres
demo_pid=
passed=0
times=()

main() {
  trap finish EXIT
  trap 'exit 130' INT TERM
  export INSTA_UPDATE=no INSTA_SNAPSHOT_REFERENCES_FILE=$work/snapshots.txt
  export PIIRI_TEST_PYTHON=$venv/bin/python PIIRI_TEST_DEMO=$work/demo.txt
  # Tests wait for the disk and for each other's servers: with one a core, the cores stand idle a third of the time.
  export RUST_TEST_THREADS=${RUST_TEST_THREADS:-$((2 * $(nproc)))}

  first_half
  [[ -n $fast ]] || second_half
}

first_half() {
  step "Debian packages" install_packages
  step "Python packages" install_python
  step "format" cargo fmt --all --check
  step "shell scripts" lint_scripts
  step "lints" cargo clippy --locked --workspace --all-targets -- -D warnings
  if [[ -n $fast ]]; then
    step "tests on SQLite but for fuzz::" rust_tests sqlite --workspace -- --skip fuzz::
  else
    step "tests on SQLite" rust_tests sqlite --workspace
  fi
  step "snapshots" refuse_unreferenced
}

second_half() {
  step "npm packages" install_node
  step "documentation" document
  step "PostgreSQL" start_postgres
  step "tests on PostgreSQL" rust_tests postgres --test it
  step "demo" start_demo
  step "feeds of the demo" check_feeds
  step "browser" browser_tests
}

step() {
  local name=$1 start=$SECONDS
  shift
  current=$name
  printf '\n== %s\n' "$name"
  "$@"
  times+=("$(printf '%4d s  %s' $((SECONDS - start)) "$name")")
  current=
}

finish() {
  local status=$?
  trap - EXIT
  set +e
  if [[ -n $demo_pid ]]; then
    kill "$demo_pid" 2>/dev/null
    wait "$demo_pid" 2>/dev/null
    ((status == 0)) || tail -n 40 "$work/demo.log"
  fi
  if [[ -f $cluster/data/postmaster.pid ]]; then
    as_postgres pg_ctl -D "$cluster/data" -m immediate stop >/dev/null
  fi
  rm -rf "$work"
  printf '\n== summary\n'
  ((${#times[@]})) && printf '%s\n' "${times[@]}"
  if ((status == 0)); then
    printf 'tests: %d passed, 0 failed\n' "$passed"
  else
    printf 'FAILED: %s\n' "${current:-stopped}"
  fi
  exit "$status"
}

install_packages() {
  local missing=()
  python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
  if [[ -z $fast ]]; then
    [[ -n $(postgres_folder) ]] || missing+=(postgresql)
    has chromium || missing+=(chromium)
    has node || missing+=(nodejs)
    has npm || missing+=(npm)
  fi
  ((${#missing[@]})) || return 0
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
}

install_python() {
  cmp -s tests/requirements.txt "$venv/requirements.txt" && return
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check --no-deps -r tests/requirements.txt
  cp tests/requirements.txt "$venv/"
}

install_node() (
  cd tests/browser
  cmp -s package-lock.json node_modules/installed.json && return
  npm ci
  cp package-lock.json node_modules/installed.json
)

# What a script sources is read with it: a library's names come from there.
lint_scripts() {
  local scripts
  mapfile -t scripts < <(git ls-files --cached --others --exclude-standard -z |
    xargs -0 awk 'FNR == 1 && /^#!.*sh$/ { print FILENAME } { nextfile }')
  "$venv/bin/shellcheck" --external-sources --check-sourced "${scripts[@]}"
  echo "${#scripts[@]} scripts read"
}

# A snapshot that no test compares itself with guards nothing.
refuse_unreferenced() {
  local unreferenced
  unreferenced=$(comm -13 <(xargs realpath <"$INSTA_SNAPSHOT_REFERENCES_FILE" | sort -u) \
    <(git ls-files --cached --others --exclude-standard '*.snap' | xargs realpath | sort -u))
  [[ -z $unreferenced ]] || {
    printf 'No test names\n%s\n' "$unreferenced"
    return 1
  }
}

document() {
  RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --document-private-items
}

start_postgres() {
  local port
  port=$(free_port)
  # The server's user must reach its folder, and may read nothing else here.
  chmod 711 "$work"
  mkdir "$cluster"
  ((EUID)) || chown postgres "$cluster"
  as_postgres initdb -N -A trust -U postgres -E UTF8 --locale=C -D "$cluster/data" >/dev/null
  as_postgres pg_ctl -D "$cluster/data" -l "$cluster/log" -w start -o "-p $port -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories=$cluster -c max_connections=300 -c fsync=off -c full_page_writes=off \
    -c synchronous_commit=off" >/dev/null
  export PIIRI_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres
}

rust_tests() {
  local database=$1
  shift
  PIIRI_TEST_DATABASE=$database cargo test --locked "$@" 2>&1 | tee "$work/tests.txt"
  # Only the half for while one works leaves something out, and its step says what.
  if [[ -z $fast ]] && grep -E '^test result: .* [1-9][0-9]* (ignored|filtered out)' "$work/tests.txt"; then
    echo "A test was left out."
    return 1
  fi
  count '^test result: ok\. ([0-9]+) passed.*'
}

start_demo() {
  local port
  port=$(free_port)
  mkdir "$work/demo"
  (
    cd "$work/demo"
    exec "$target/debug/piiri" demo --port "$port" --at 2026-10-14T12:00 --fresh
  ) >"$PIIRI_TEST_DEMO" 2>"$work/demo.log" &
  demo_pid=$!
  for _ in {1..600}; do
    answers "$port" && return
    kill -0 "$demo_pid" || break
    sleep 0.1
  done
  echo "The demo did not start."
  return 1
}

# Another program's parser reads each feed whose address the demo printed.
check_feeds() {
  local kind url number=0
  mkdir "$work/feeds"
  while read -r _ kind url; do
    number=$((number + 1))
    "$PIIRI_TEST_PYTHON" -c 'import sys, urllib.request; urllib.request.urlretrieve(sys.argv[1], sys.argv[2])' \
      "$url" "$work/feeds/$number-$kind.ics"
  done < <(grep '^feed ' "$PIIRI_TEST_DEMO")
  "$PIIRI_TEST_PYTHON" tests/oracle/check_feed.py "$work"/feeds/*.ics >/dev/null
  echo "$number feeds read"
}

browser_tests() {
  export PIIRI_TEST_PROGRAM=$target/debug/piiri
  (cd tests/browser && node --test --test-reporter=spec ./*.test.mjs) 2>&1 | tee "$work/tests.txt"
  if grep -E '^[^ ]+ (skipped|todo|cancelled) [1-9]' "$work/tests.txt"; then
    echo "A test was left out."
    return 1
  fi
  count '^[^ ]+ pass ([0-9]+)$'
}

# Adds up the numbers of passed tests in the last output; no test at all is a failure.
count() {
  local sum
  sum=$(sed -nE "s/$1/\1/p" "$work/tests.txt" | awk '{ sum += $1 } END { print sum + 0 }')
  passed=$((passed + sum))
  if ((sum == 0)); then
    echo "No test ran."
    return 1
  fi
}

answers() {
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /health/ready HTTP/1.0\r\n\r\n' >&3
  [[ $(head -n 1 <&3) == *" 200 "* ]]
}

as_postgres() {
  local program
  program=$(postgres_folder)/$1
  shift
  if ((EUID)); then "$program" "$@"; else (cd / && runuser -u postgres -- "$program" "$@"); fi
}

postgres_folder() {
  compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

has() {
  command -v "$1" >/dev/null
}

main "$@"
