#!/usr/bin/env bash
# What the program is made of: licences, bans and sources of all that it depends on (`deny.toml`), what nothing uses, and
# known weaknesses. Run it when dependencies change, and every week for the weaknesses.
#
# Stands beside tests/run.sh because its two tools take minutes to build the first time; they stay in the target folder.
# Weaknesses are read from RustSec's list on github.com; where that can't be reached the last lines say so.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(realpath -m "${CARGO_TARGET_DIR:-target}")/supply
checked=()
unchecked=()

main() {
  if (($#)); then
    echo "usage: tests/supply.sh" >&2
    exit 2
  fi
  install cargo-deny 0.20.2
  install cargo-machete 0.9.2

  check "licences" deny check licenses
  check "bans" deny check bans
  check "sources" deny check sources
  check "unused dependencies" "$tools/bin/cargo-machete"
  check_weaknesses

  printf '\nchecked: %s\n' "$(listed "${checked[@]}")"
  ((${#unchecked[@]} == 0)) || printf 'NOT checked: %s\n' "$(listed "${unchecked[@]}")"
}

# Each at one version, so that a newer tool finds nothing new in an old commit.
install() {
  grep -qsF "\"$1 $2 " "$tools/.crates.toml" ||
    env -u CARGO_TARGET_DIR cargo install --quiet --locked --root "$tools" "$1@$2"
}

check() {
  local name=$1
  shift
  printf '\n== %s\n' "$name"
  "$@"
  checked+=("$name")
}

check_weaknesses() {
  if timeout 120 "$tools/bin/cargo-deny" --locked fetch db; then
    check "known weaknesses" deny check advisories
  else
    unchecked+=("known weaknesses (RustSec's list can't be reached from here)")
  fi
}

deny() {
  "$tools/bin/cargo-deny" --locked "$@"
}

listed() {
  local all
  all=$(printf '%s, ' "$@")
  echo "${all%, }"
}

main "$@"
