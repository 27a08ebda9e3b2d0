#!/bin/sh
# Runs an image as it is meant to be run and looks at it from outside: ops/container/check.sh IMAGE
# Fails unless it is nobody's, read-only, without capabilities and privileges and shell, small enough, quick enough,
# healthy, and passes its smoke test.
set -eu
image=${1:?which image?}
here=$(cd "$(dirname "$0")" && pwd)
name=${VELOCITY_CONTAINER:-velocity}
outcome=0
docker image inspect "$image" >/dev/null

# is WHAT SEEN WANTED
is() {
    if [ "$2" = "$3" ]; then echo "ok    $1: $2"; else
        echo "FAIL  $1: $2, not $3"
        outcome=1
    fi
}

most() {
    if awk -v seen="$2" -v most="$3" 'BEGIN { exit !(seen <= most) }'; then echo "ok    $1: $2 (at most $3)"; else
        echo "FAIL  $1: $2, more than $3"
        outcome=1
    fi
}

of_image() { docker image inspect --format "$1" "$image"; }
of_container() { docker inspect --format "$1" "$name"; }

is "user of the image" "$(of_image '{{.Config.User}}')" 65532:65532
is "revision is said" "$(of_image '{{index .Config.Labels "org.opencontainers.image.revision"}}' | grep -cE '^[0-9a-f]{40}$')" 1
is "asked how it is without a shell" "$(of_image '{{index .Config.Healthcheck.Test 0}}')" CMD
most "megabytes to fetch" "$(docker save "$image" | gzip -6 | wc -c | awk '{ printf "%.1f", $1 / 1000000 }')" 120
echo "      megabytes unpacked: $(of_image '{{.Size}}' | awk '{ printf "%.1f", $1 / 1000000 }')"
docker rm --force "$name-files" >/dev/null 2>&1 || true
docker create --name "$name-files" "$image" >/dev/null
is "shells and package managers in it" "$(docker export "$name-files" | tar -t | grep -cE '(^|/)(sh|bash|dash|busybox|apt|apt-get|dpkg|apk|perl)$' || true)" 0
docker rm "$name-files" >/dev/null

"$here/run.sh" "$image"
is "read-only" "$(of_container '{{.HostConfig.ReadonlyRootfs}}')" true
is "capabilities dropped" "$(of_container '{{.HostConfig.CapDrop}}')" '[ALL]'
is "no new privileges" "$(of_container '{{.HostConfig.SecurityOpt}}')" '[no-new-privileges]'
# What the kernel says of the program itself, not only what was asked for. The first process is Docker's init.
first=$(of_container '{{.State.Pid}}')
java=$(cat "/proc/$first/task/$first/children")
status=/proc/${java%% *}/status
is "it runs as" "$(awk '/^Uid:/ { print $2 "," $3 "," $4 }' "$status")" 65532,65532,65532
is "capabilities it has" "$(awk '/^Cap(Eff|Prm|Bnd|Amb):/ { printf "%s ", $2 + 0 }' "$status")" "0 0 0 0 "
is "no new privileges, says the kernel" "$(awk '/^NoNewPrivs:/ { print $2 }' "$status")" 1
"$here/smoke.sh" || outcome=1

# Five starts with the data there already, each from Docker's start to the line that says it is ready.
fastest=
for _ in 1 2 3 4 5; do
    docker restart --time 10 "$name" >/dev/null
    tries=0
    started=$(of_container '{{.State.StartedAt}}')
    until ready=$(docker logs --since "$started" --timestamps "$name" 2>/dev/null | awk '/Velocity is ready/ { print $1; exit }') && [ -n "$ready" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || { docker logs --tail 20 "$name" 2>&1 && echo "FAIL  it does not start again" && exit 1; }
        sleep 0.1
    done
    first=$(of_container '{{.State.Pid}}')
    java=$(cat "/proc/$first/task/$first/children")
    processor=$(awk -v hz="$(getconf CLK_TCK)" '{ printf "%.1f", ($14 + $15) / hz }' "/proc/${java%% *}/stat")
    seconds=$(awk -v a="$(date -d "$started" +%s.%N)" -v b="$(date -d "$ready" +%s.%N)" 'BEGIN { printf "%.2f", b - a }')
    echo "      seconds from start to ready: $seconds, of processors $processor (load average $(cut -d' ' -f1 /proc/loadavg) on $(nproc))"
    fastest=$(printf '%s\n%s\n' "$fastest" "$seconds")
done
median=$(echo "$fastest" | sed 1d | sort -n | sed -n 3p)
# The aim is said and not asserted: what a clock on the wall shows is the machine's load as much as ours.
echo "      the aim of 2 seconds, median of 5: $(awk -v seen="$median" 'BEGIN { print seen <= 2 ? "met" : "NOT MET" }')"
most "seconds from start to ready, median of 5" "$median" "${VELOCITY_START_SECONDS:-10}"
docker rm --force "$name" >/dev/null
exit "$outcome"
