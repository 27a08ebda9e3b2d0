#!/bin/sh
# The rules of main, artifacts/security/ruleset-main.json, and what GitHub has: ops/ci/ruleset.sh apply | compare
# Wants gh (signed in as somebody who may change the repository's settings, to apply) and REPOSITORY=owner/name.
set -eu
file=$(cd "$(dirname "$0")/../.." && pwd)/artifacts/security/ruleset-main.json
task=${1:?apply or compare?}
repository=${REPOSITORY:?owner/name}
name=$(jq -r .name "$file")
id=$(gh api --paginate "repos/$repository/rulesets" --jq ".[] | select(.name == \"$name\" and .source_type == \"Repository\") | .id" | head -n 1)
case $task in
    apply)
        if [ -n "$id" ]; then
            gh api -X PUT "repos/$repository/rulesets/$id" --input "$file" --jq '"renewed: " + .name'
        else
            gh api -X POST "repos/$repository/rulesets" --input "$file" --jq '"made: " + .name'
        fi
        ;;
    compare)
        [ -n "$id" ] || { echo "there is no ruleset '$name': ops/ci/ruleset.sh apply makes it" >&2 && exit 1; }
        # GitHub tells more than it was given (ids, times, defaults); of what the file says, everything must be so.
        # Who may go round the rules is told only to those who may change them, so it is compared where it is told.
        gh api "repos/$repository/rulesets/$id" | jq -r --slurpfile wanted "$file" '
            def differences($want; $have; $path):
                if ($want | type) == "object" then
                    $want | keys[] as $key
                    | if $path == "" and $key == "bypass_actors" and ($have | has($key) | not) then empty
                      else differences($want[$key]; (try $have[$key] catch null); $path + "." + $key) end
                elif ($want | type) == "array" and ($want | length > 0 and all(type == "object" and has("type"))) then
                    ($want[] as $w | differences($w; ([$have[]? | select(.type == $w.type)] | first); $path + "[" + $w.type + "]")),
                    ($have[]? as $h | select([$want[] | .type] | index($h.type) == null) | $path + "[" + $h.type + "] is not ours")
                elif $want != $have and (($want | type) != "array" or (($want | sort) != (($have // []) | sort))) then
                    $path + " should be " + ($want | tojson) + " and is " + ($have | tojson)
                else empty end;
            differences($wanted[0]; .; "")' >"${TMPDIR:-/tmp}/ruleset.$$"
        if [ -s "${TMPDIR:-/tmp}/ruleset.$$" ]; then
            cat "${TMPDIR:-/tmp}/ruleset.$$" >&2
            rm "${TMPDIR:-/tmp}/ruleset.$$"
            exit 1
        fi
        rm "${TMPDIR:-/tmp}/ruleset.$$"
        echo "the rules of main are those of the file"
        ;;
    *) echo "ruleset: apply or compare, not $task" >&2 && exit 2 ;;
esac
