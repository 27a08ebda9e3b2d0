#!/bin/sh
# Runs a command with a Docker of its own, inside `unshare -m -n`: with-docker.sh DIRECTORY COMMAND...
set -eu
root=${1:?where may Docker keep its things?}
shift
ip link set lo up
mkdir -p "$root"
dockerd --data-root "$root/data" --exec-root "$root/exec" --pidfile "$root/pid" --host "unix://$root/sock" >"$root/log" 2>&1 &
docker=$!
DOCKER_HOST=unix://$root/sock
export DOCKER_HOST
tries=0
until docker version >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || { tail -n 20 "$root/log" >&2 && exit 1; }
    sleep 0.5
done
outcome=0
"$@" || outcome=$?
kill "$docker"
wait "$docker" || true
exit "$outcome"
