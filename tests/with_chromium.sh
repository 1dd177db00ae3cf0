#!/usr/bin/env bash
# Makes sure Debian's Chromium is there, then runs a command.
set -euo pipefail
if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
fi
if ! command -v chromium >/dev/null; then
  echo "Chromium is missing. Install Debian's package 'chromium', or run this as root." >&2
  exit 1
fi
exec "$@"
