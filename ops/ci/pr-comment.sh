#!/bin/sh
# Writes the coverage summary into one comment of the pull request it belongs to, and renews that comment later.
# The summary was made by the pull request's own code: it is a stranger's text, and nothing in it is believed.
set -eu
marker='<!-- velocity: coverage -->'
summary=summary/summary.md
[ -f "$summary" ] && [ ! -L "$summary" ] || { echo "there is no summary"; exit 1; }
[ "$(wc -c <"$summary")" -le 20000 ] || { echo "the summary is too long to be one"; exit 1; }
[ "$(head -n 1 "$summary")" = "$marker" ] || { echo "this is not a summary"; exit 1; }
# Which pull request it is follows from the run, never from the text: the open one whose head that run built.
number=$(gh api -X GET "repos/$REPOSITORY/pulls" -f state=open -f head="$HEAD_OWNER:$HEAD_BRANCH" \
  --jq ".[] | select(.head.sha == env.HEAD_SHA) | .number" | head -n 1)
case $number in
  '' | *[!0-9]*) echo "no open pull request has $HEAD_SHA as its head any more"; exit 0 ;;
esac
comment=$(gh api --paginate "repos/$REPOSITORY/issues/$number/comments" \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" | head -n 1)
if [ -n "$comment" ]; then
  gh api -X PATCH "repos/$REPOSITORY/issues/comments/$comment" -F body=@"$summary" --jq .html_url
else
  gh api -X POST "repos/$REPOSITORY/issues/$number/comments" -F body=@"$summary" --jq .html_url
fi
