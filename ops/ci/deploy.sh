#!/bin/sh
# Deploys an image to the machine this runs on, asks it whether it works, and brings the last good one back if not:
# ops/ci/deploy.sh staging|production
#
# Each deployment is recorded through GitHub's API with its task and its digest, so that the figures of delivery need not
# guess. Wants IMAGE (name@digest), TASK (deploy, hotfix or rollback), COMMIT, REPOSITORY, ACTOR, GH_TOKEN. On a runner of
# GitHub's own the server ends with the runner: a deployment that is practised. Give the environment's runner
# (STAGING_RUNNER, PRODUCTION_RUNNER) for one that stays.
set -eu
environment=${1:?staging or production?}
home=$(cd "$(dirname "$0")/../.." && pwd)
case ${IMAGE:?name@digest} in *@sha256:*) ;; *) echo "deploy: only a digest is deployed, not $IMAGE" >&2 && exit 1 ;; esac
case ${TASK:?} in deploy | hotfix | rollback) ;; *) echo "deploy: $TASK is no kind of deployment" >&2 && exit 1 ;; esac

# The deployment's id. `required_contexts` is empty: what may be deployed has been verified already.
record() {
    jq -n --arg ref "${COMMIT:?}" --arg task "$2" --arg environment "$environment" --arg image "$1" \
        '{ref: $ref, task: $task, environment: $environment, auto_merge: false, required_contexts: [],
          production_environment: ($environment == "production"),
          payload: {image: $image, planned: ($task == "deploy")}}' |
        gh api -X POST "repos/${REPOSITORY:?}/deployments" --input - --jq .id
}

tell() { gh api -X POST "repos/$REPOSITORY/deployments/$1/statuses" -f state="$2" -f description="$3" --silent; }

# The image of the newest deployment here that went well; nothing if there was none.
last_good() {
    for id in $(gh api "repos/$REPOSITORY/deployments?environment=$environment&per_page=30" --jq '.[] | select(.payload.image != null) | .id'); do
        state=$(gh api "repos/$REPOSITORY/deployments/$id/statuses?per_page=30" --jq '[.[].state] | if index("success") then "success" else "" end')
        [ "$state" = success ] || continue
        gh api "repos/$REPOSITORY/deployments/$id" --jq .payload.image
        return
    done
}

# Whether the image runs here and works.
put() { "$home/ops/container/run.sh" "$1" && "$home/ops/container/smoke.sh"; }

printf %s "${GH_TOKEN:?}" | docker login "${IMAGE%%/*}" --username "${ACTOR:?}" --password-stdin
before=$(last_good)
id=$(record "$IMAGE" "$TASK")
tell "$id" in_progress "starting"
if put "$IMAGE"; then
    tell "$id" success "it works"
    echo "deploy: $IMAGE works in $environment"
    exit 0
fi
tell "$id" failure "it did not work"
if [ -z "$before" ] || [ "$before" = "$IMAGE" ]; then
    echo "deploy: $IMAGE does not work in $environment, and there is nothing to go back to" >&2
    exit 1
fi
echo "deploy: $IMAGE does not work in $environment; going back to $before" >&2
back=$(record "$before" rollback)
tell "$back" in_progress "going back"
if put "$before"; then tell "$back" success "it works again"; else tell "$back" failure "it did not work either"; fi
exit 1
