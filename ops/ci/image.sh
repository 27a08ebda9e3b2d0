#!/bin/sh
# The container image with Docker: ops/ci/image.sh build | check | push | sign
#
#   build    velocity:check from ops/Containerfile
#   check    starts it as it will run (read-only, no capabilities, no privileges) and asks it whether it works
#   push     to $REGISTRY/$REPOSITORY as $ACTOR with $TOKEN; says name and digest to $GITHUB_OUTPUT
#   sign     $IMAGE (name@digest), as the workflow that runs this
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
local=velocity:check

say() { echo "$1=$2" | tee -a "${GITHUB_OUTPUT:-/dev/null}"; }

case ${1:?build, check, push or sign?} in
    build)
        commit=$(git -C "$home" rev-parse HEAD)
        docker build --file "$home/ops/Containerfile" --tag "$local" --build-arg COMMIT="$commit" \
            --build-arg SOURCE="${GITHUB_SERVER_URL:-}${GITHUB_SERVER_URL:+/${GITHUB_REPOSITORY-}}" "$home"
        ;;
    check) exec "$home/ops/container/check.sh" "$local" ;;
    push)
        # A registry knows names in small letters only.
        name=$(printf '%s/%s' "${REGISTRY:?}" "${REPOSITORY:?}" | tr '[:upper:]' '[:lower:]')
        printf %s "${TOKEN:?}" | docker login "$REGISTRY" --username "${ACTOR:?}" --password-stdin
        tag=$name:$(git -C "$home" rev-parse HEAD)
        docker tag "$local" "$tag"
        docker push --quiet "$tag"
        digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$tag" | sed -n "s#^$name@##p" | head -n 1)
        case $digest in sha256:*) ;; *) echo "image: the registry told no digest" >&2 && exit 1 ;; esac
        say name "$name"
        say digest "$digest"
        ;;
    sign)
        case ${IMAGE:?name@digest} in *@sha256:*) ;; *) echo "image: only a digest is signed, not $IMAGE" >&2 && exit 1 ;; esac
        cosign sign --yes "$IMAGE"
        ;;
    *) echo "image: build, check, push or sign, not $1" >&2 && exit 2 ;;
esac
