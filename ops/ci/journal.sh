#!/bin/sh
# Proposes a line for operations/journal/ about a deployment, on a branch and through a pull request like every change.
# Wants IMAGE, TASK, STAGING and PRODUCTION (how their jobs ended), RUN, ACTOR, REPOSITORY, GH_TOKEN.
set -eu
today=$(date -u +%Y-%m-%d)
file=operations/journal/$today.md
branch=journal/${RUN:?}
line="- $(date -u +%H:%MZ) ${TASK:?} of \`${IMAGE:?}\` by ${ACTOR:?}: staging ${STAGING:?}, production ${PRODUCTION:?} (run $RUN)"
head=$(gh api "repos/${REPOSITORY:?}/git/ref/heads/main" --jq .object.sha)
gh api -X POST "repos/$REPOSITORY/git/refs" -f ref="refs/heads/$branch" -f sha="$head" --silent
# A file that is there keeps its lines; GitHub wants to know which state of it is replaced.
if old=$(gh api "repos/$REPOSITORY/contents/$file?ref=main" --jq '.sha + " " + (.content | gsub("\n"; ""))' 2>/dev/null); then
    text=$(printf %s "${old#* }" | base64 -d && printf '\n%s\n' "$line")
    set -- -f sha="${old%% *}"
else
    text=$(printf '# %s\n\n%s\n' "$today" "$line")
    set --
fi
gh api -X PUT "repos/$REPOSITORY/contents/$file" -f branch="$branch" -f message="operations: journal of $today" \
    -f content="$(printf '%s\n' "$text" | base64 -w 0)" "$@" --silent
gh api -X POST "repos/$REPOSITORY/pulls" -f head="$branch" -f base=main -f title="operations: journal of $today" \
    -f body="Written by the deploy workflow." --jq .html_url
