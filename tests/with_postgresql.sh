#!/usr/bin/env bash
# Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL: socket only, no fsync, gone afterwards.
set -euo pipefail

find_binaries() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

BIN=$(find_binaries)
if [ -z "$BIN" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
  BIN=$(find_binaries)
fi
if [ -z "$BIN" ]; then
  echo "PostgreSQL is missing. Install Debian's package 'postgresql', or run this as root." >&2
  exit 1
fi

DIR=$(mktemp -d /tmp/test-postgresql.XXXXXX)
AS=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  chown nobody:nogroup "$DIR"
  AS=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
stop() {
  "${AS[@]}" "$BIN/pg_ctl" -D "$DIR/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$DIR"
}
trap stop EXIT

cd /tmp
"${AS[@]}" "$BIN/initdb" -D "$DIR/data" -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8 >"$DIR/initdb.log" 2>&1 \
  || { cat "$DIR/initdb.log" >&2; exit 1; }
# Weighing every order of ten joins, of tables with a handful of rows, took half of the server's time.
"${AS[@]}" "$BIN/pg_ctl" -D "$DIR/data" -w -l "$DIR/data/log" start -o "-k $DIR -c listen_addresses='' \
  -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=120 \
  -c join_collapse_limit=4 -c jit=off" >/dev/null
cd - >/dev/null
DATABASE_URL="postgres://postgres@/test?host=$DIR" "$@"
