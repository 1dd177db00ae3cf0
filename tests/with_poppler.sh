#!/usr/bin/env bash
# Makes sure Debian's poppler-utils are there (they read PDFs back), then runs a command.
set -euo pipefail
if ! command -v pdfsig >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq poppler-utils >/dev/null
fi
if ! command -v pdfsig >/dev/null; then
  echo "pdfsig is missing. Install Debian's package 'poppler-utils', or run this as root." >&2
  exit 1
fi
exec "$@"
