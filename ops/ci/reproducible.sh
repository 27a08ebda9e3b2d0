#!/bin/sh
# Builds the sources twice, each time from nothing in a directory of its own, and compares the jar and the bills of
# materials byte by byte. With a directory as argument, the sums are left there.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
into=${1:-$home/target/reproducible}
mkdir -p "$into"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for build in first second; do
    # Different paths and different names: nothing of either may end up in what is built.
    tree=$scratch/$build-$$/velocity
    mkdir -p "$tree"
    (cd "$home" && git ls-files -z | xargs -0 tar -cf -) | tar -xf - -C "$tree"
    (cd "$tree" && ./velocity build >"$into/$build.log" 2>&1) || { tail -n 40 "$into/$build.log" >&2 && exit 1; }
    (cd "$tree/target" && sha256sum velocity.jar bom.json) >"$into/$build.sha256"
done
if cmp -s "$into/first.sha256" "$into/second.sha256"; then
    echo "two builds from nothing are the same:"
    cat "$into/first.sha256"
else
    echo "the builds differ:" >&2
    diff "$into/first.sha256" "$into/second.sha256" >&2
    exit 1
fi
