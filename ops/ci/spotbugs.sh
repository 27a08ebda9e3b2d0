#!/bin/sh
# SpotBugs with FindSecBugs over our classes: target/spotbugsSarif.json, and a failure for what ranks as scary or worse.
set -eu
cd "$(dirname "$0")/../.."
exec ./velocity build -Pspotbugs spotbugs:check "$@"
