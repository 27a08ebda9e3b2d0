#!/bin/sh
# Runs an image of Velocity as it is meant to be run, with Docker: ops/container/run.sh IMAGE [SITE FILE]
# Read-only, no capabilities, no new privileges; data in the volume `velocity-data`, so the next image finds it.
# Without a site file the example serves, claimed by an admin whose password nobody knows: good for trying the image, and
# for nothing else. Returns when the container is healthy; fails when it does not become so.
set -eu
image=${1:?which image?}
name=${VELOCITY_CONTAINER:-velocity}
site=${2-}
practice=
if [ -z "$site" ]; then
    practice=yes
    site=$(mktemp -d)/site.yaml
    docker run --rm --network none --read-only --tmpfs /tmp "$image" site example >"$site"
    # Whoever the container runs as must be able to read it.
    chmod 755 "$(dirname "$site")"
    chmod 644 "$site"
fi
docker rm --force "$name" >/dev/null 2>&1 || true
# shellcheck disable=SC2086 # several options are several words
docker run --detach --name "$name" --init --read-only --tmpfs /tmp:size=64m,noexec,nosuid,nodev --cap-drop ALL \
    --security-opt no-new-privileges --pids-limit 512 --memory 1g --restart unless-stopped \
    --volume velocity-data:/data --volume "$site:/etc/velocity/site.yaml:ro" \
    --publish 127.0.0.1:8080:8080 --publish 127.0.0.1:8081:8081 ${VELOCITY_RUN_OPTIONS-} "$image" >/dev/null
waited=0
while :; do
    case $(docker inspect --format '{{.State.Status}} {{.State.Health.Status}} {{.RestartCount}}' "$name") in
        *' healthy 0') break ;;
        running\ starting\ 0) [ "$waited" -lt 120 ] || break ;;
        *) waited=120 ;;
    esac
    [ "$waited" -lt 120 ] || { docker logs --tail 40 "$name" >&2 && echo "run: $image does not become healthy" >&2 && exit 1; }
    waited=$((waited + 1))
    sleep 1
done
# A server run again is claimed already.
[ -z "$practice" ] || "$(dirname "$0")/claim.sh" "$name" || true
echo "run: $name is healthy"
