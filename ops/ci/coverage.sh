#!/bin/sh
# Sums up what the tests covered: target/site/jacoco/jacoco.csv -> target/coverage/summary.md, and onto the run's page.
# Its first line is the mark by which pr-comment.sh knows a summary.
set -eu
cd "$(dirname "$0")/../.."
from=${1:-target/site/jacoco/jacoco.csv} to=${2:-target/coverage/summary.md}
[ -f "$from" ] || { echo "coverage: there is no $from; did the tests run?" >&2 && exit 1; }
mkdir -p "$(dirname "$to")"
awk -F, '
    function percent(covered, missed) { return covered + missed == 0 ? "-" : sprintf("%.1f %%", 100 * covered / (covered + missed)) }
    NR == 1 { next }
    $2 == "dev.velocity" || index($2, "dev.velocity.") == 1 {
        room = $2 == "dev.velocity" ? "(hall)" : substr($2, 14)
        lines[room] += $9; missed[room] += $8; branches[room] += $7; untaken[room] += $6
        l += $9; lm += $8; b += $7; bm += $6
    }
    END {
        if (l == 0) exit 1
        print "<!-- velocity: coverage -->"
        print "### Coverage: " percent(l, lm) " of lines, " percent(b, bm) " of branches"
        print ""
        print "| room | lines | branches |"
        print "|---|---:|---:|"
        for (room in lines)
            print "| " room " | " percent(lines[room], missed[room]) " | " percent(branches[room], untaken[room]) " |" | "LC_ALL=C sort"
    }' "$from" >"$to" || { echo "coverage: $from holds nothing of ours" >&2 && exit 1; }
[ -z "${GITHUB_STEP_SUMMARY-}" ] || cat "$to" >>"$GITHUB_STEP_SUMMARY"
sed -n 2p "$to"
