#!/bin/sh
# Puts the Node tools of ops/ci in place, once for each lock file.
set -eu
cd "$(dirname "$0")"
# npm leaves node_modules/.package-lock.json behind each installation.
installed=node_modules/.package-lock.json
[ -f "$installed" ] && [ ! package-lock.json -nt "$installed" ] && exit 0
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
touch "$installed"
