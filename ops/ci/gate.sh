#!/bin/sh
# Fails unless all jobs in NEEDS (GitHub's `toJSON(needs)`) succeeded. Those named as arguments may have been skipped.
set -eu
outcome=0 jobs=0
results=$(printf %s "${NEEDS:?the needs of the job, as JSON}" |
    jq -r 'to_entries[] | "\(.key) \(.value.result)"')
while read -r job result; do
    [ -n "$job" ] || continue
    jobs=$((jobs + 1))
    case $result in
        success) echo "ok    $job" && continue ;;
        skipped) case " $* " in *" $job "*) echo "ok    $job (skipped, as planned)" && continue ;; esac ;;
    esac
    echo "FAIL  $job: $result"
    outcome=1
done <<END
$results
END
[ "$jobs" -gt 0 ] || { echo "FAIL  there are no jobs to wait for" && outcome=1; }
exit "$outcome"
