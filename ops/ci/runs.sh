#!/bin/sh
# How the workflows did on main in the last seven days: runs, successes, mean minutes; target/runs.csv and the run's page.
set -eu
cd "$(dirname "$0")/../.."
since=$(date -u -d '7 days ago' +%Y-%m-%d)
mkdir -p target
gh api --paginate -X GET "repos/${REPOSITORY:?owner/name}/actions/runs" -f branch=main -f status=completed -f created=">=$since" -f per_page=100 \
    --jq '.workflow_runs[] | [.name, .conclusion, ((.updated_at | fromdate) - (.run_started_at | fromdate))] | @csv' >target/runs.csv
awk -F, -v since="$since" '
    { gsub(/"/, ""); runs[$1]++; seconds[$1] += $3; if ($2 == "success") good[$1]++ }
    END {
        print "### Runs on main since " since
        print ""
        print "| workflow | runs | succeeded | mean minutes |"
        print "|---|---:|---:|---:|"
        for (name in runs)
            printf "| %s | %d | %.0f %% | %.1f |\n", name, runs[name], 100 * good[name] / runs[name], seconds[name] / runs[name] / 60 | "LC_ALL=C sort"
    }' target/runs.csv | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
