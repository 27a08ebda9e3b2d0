#!/bin/sh
# Asks the registry about known weaknesses of everything in each of our lock files; high and critical ones fail.
set -eu
cd "$(dirname "$0")/../.."
outcome=0
for lock in package-lock.json ops/ci/package-lock.json src/e2e/lighthouse/package-lock.json; do
    echo "$lock"
    (cd "$(dirname "$lock")" && npm audit --audit=true --package-lock-only --audit-level=high) || outcome=1
done
exit "$outcome"
