#!/bin/sh
# Proves the unit under a real systemd, on a machine where another program is the first process: systemd runs as the first
# of a space of its own (processes, mounts, network, control groups) over a throw-away layer of this machine's files, in
# which install.sh really installs. Wants root and a systemd; what it makes outside, scratch and control groups, it takes away.
#
#   ops/systemd/prove-unit.sh [JAR]    with a JDK 25 in JAVA_HOME; without a jar it builds one of the sources as committed
#
# Says what it saw, a line each. Part of ./velocity prove.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
fail() {
    echo "FAILS: $1" >&2
    [ -z "${inside-}" ] || journalctl --no-pager -n 60 >&2 || true
    exit 1
}
saw() { echo "ok  $*"; }

if [ "${1-}" != --inside ]; then
    [ "$(id -u)" = 0 ] || fail "a systemd is started as root"
    systemd=$(command -v /lib/systemd/systemd || command -v /usr/lib/systemd/systemd) || fail "there is no systemd here"
    : "${JAVA_HOME:?a JDK 25}"
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    jar=${1-}
    if [ -z "$jar" ]; then
        mkdir "$scratch/tree"
        (cd "$home" && git archive HEAD) | tar -xf - -C "$scratch/tree"
        "$scratch/tree/velocity" build >"$scratch/build.log" 2>&1 || { cat "$scratch/build.log" >&2 && fail "it does not build"; }
        mv "$scratch/tree/target/velocity.jar" "$scratch/velocity.jar"
        rm -rf "$scratch/tree"
        jar=$scratch/velocity.jar
    fi
    jar=$(readlink -f "$jar")
    mkdir "$scratch/layer"
    groups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    [ -n "$groups" ] || fail "there are no control groups of version 2 here"
    groups=$groups/velocity-prove-$$
    mkdir "$groups"
    # Everything else is inside the new space, and ends with it.
    # shellcheck disable=SC2016 # what the inner shell is given it reads by itself
    sh -c 'echo 0 >"$0/cgroup.procs" && exec "$@"' "$groups" \
        unshare --mount --pid --fork --kill-child --net --ipc --uts --cgroup sh -eu -c '
        scratch=$1 home=$2 systemd=$3
        mount --make-rprivate /
        mount -t tmpfs tmpfs "$scratch"
        mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$scratch/root"
        cd "$scratch/root"
        # Their own: what the units of this machine would start is not what is proven.
        rm -rf etc/systemd/system/* etc/machine-id run/* tmp/* var/lib/velocity etc/velocity opt/velocity
        mount -t proc proc proc
        mount -t sysfs sysfs sys
        mount -t cgroup2 cgroup2 sys/fs/cgroup
        mount -t tmpfs -o mode=755 tmpfs run
        mount -t tmpfs tmpfs tmp
        mount --rbind /dev dev
        cp "$4" srv/velocity.jar
        mkdir -p srv/velocity
        (cd "$home" && tar -cf - README.md ops) | tar -xf - -C srv/velocity
        pivot_root . mnt
        umount -l /mnt
        ip link set lo up
        exec env -i container=unshare "$systemd" --unit=basic.target --log-target=journal --show-status=no
    ' prove "$scratch/layer" "$home" "$systemd" "$jar" &
    space=$!
    # shellcheck disable=SC2317 # called by the trap
    end() {
        kill -9 "$space" 2>/dev/null || true
        wait "$space" 2>/dev/null || true
        # A group is empty only a moment after the last of its processes has been killed.
        for _ in $(seq 50); do
            find "$groups" -depth -type d -exec rmdir {} + 2>/dev/null || true
            [ -e "$groups" ] || break
            sleep 0.1
        done
        rm -rf "$scratch"
    }
    trap end EXIT
    first=
    up=
    for _ in $(seq 60); do
        first=$(pgrep -P "$space" | head -n 1)
        if [ -n "$first" ] && nsenter --target "$first" --all systemctl is-system-running 2>/dev/null | grep -qE "running|degraded"; then
            up=yes
            break
        fi
        sleep 1
    done
    [ -n "$up" ] || fail "systemd did not come up"
    nsenter --target "$first" --all env JAVA_HOME="$JAVA_HOME" /srv/velocity/ops/systemd/prove-unit.sh --inside
    exit
fi

inside=yes
ops=/srv/velocity/ops/systemd
unit() { systemctl show velocity --property="$1" --value; }
state() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$(unit MainPID)/status"; }
saw "$(cat /proc/1/comm) $(systemctl --version | sed -n '1s/^systemd \([^ ]*\).*/\1/p') is the first process"
"$ops/install.sh" /srv/velocity.jar >/tmp/install.log 2>&1 || { cat /tmp/install.log >&2 && fail "it does not install"; }
saw "installed; without a site file nothing is started: $(systemctl is-active velocity || true)"
/opt/velocity/current/jre/bin/java --enable-native-access=ALL-UNNAMED -jar /opt/velocity/current/velocity.jar site example >/etc/velocity/site.yaml
"$ops/install.sh" /srv/velocity.jar >/tmp/install.log 2>&1 || { cat /tmp/install.log >&2 && fail "it does not start"; }
[ "$(systemctl is-active velocity)" = active ] || fail "the unit is $(systemctl is-active velocity)"
saw "with one it is started, and active once it is ready; at boot too: $(systemctl is-enabled velocity)"
code=$(curl -sL -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/)
[ "$code" = 200 ] || fail "the start page answers $code"
saw "the start page answers $code"
user=$(stat -c %U "/proc/$(unit MainPID)")
[ "$user" = velocity ] || fail "it runs as $user"
for wanted in "NoNewPrivs 1" "Seccomp 2" "CapEff 0000000000000000" "CapBnd 0000000000000000"; do
    [ "$(state "${wanted% *}")" = "${wanted#* }" ] || fail "${wanted% *} is $(state "${wanted% *}")"
done
saw "it runs as $user, without capabilities, without new privileges, behind a filter of system calls"
nsenter --target "$(unit MainPID)" --mount sh -c 'touch /usr/x 2>/dev/null || touch /etc/x 2>/dev/null' && fail "it may write beside its state"
nsenter --target "$(unit MainPID)" --mount touch /var/lib/velocity/x || fail "it may not write to its state"
rm /var/lib/velocity/x
saw "it sees a machine it cannot write to, but for its own state"
# The thread that writes; its process's name may hold gaps, so fields are counted behind it.
nice=$(for task in /proc/"$(unit MainPID)"/task/*; do
    if [ "$(cat "$task/comm")" = writer ]; then sed 's/.*) //' "$task/stat" | cut -d' ' -f17; fi
done)
if [ "$(awk '/Max nice priority/ { print $4 }' "/proc/$(unit MainPID)/limits")" = 30 ]; then
    [ "$nice" = -10 ] || fail "the writer's thread is as nice as ${nice:-nobody knows}"
    saw "the thread that writes comes first, nice $nice"
else
    # Where the first process itself lacks CAP_SYS_RESOURCE.
    saw "not seen: whether the thread that writes may be less nice; systemd may not raise limits here"
fi
if journalctl --no-pager -u velocity | grep -q "runs as all others do"; then fail "a thread may not come first, or not give way"; fi
saw "no thread was refused its place before or behind the others"
before=$(unit MainPID)
kill -9 "$before"
for _ in $(seq 60); do
    [ "$(systemctl is-active velocity)" = active ] && [ "$(unit MainPID)" != "$before" ] && break
    sleep 1
done
[ "$(systemctl is-active velocity)" = active ] || fail "after a kill it is $(systemctl is-active velocity)"
saw "killed, it is started again by itself: $(unit NRestarts) restart"
systemctl restart velocity
saw "restarted, it is $(systemctl is-active velocity)"
systemctl stop velocity
[ "$(unit Result)" = success ] || fail "stopping it counts as $(unit Result)"
saw "stopped, it is $(systemctl is-active velocity || true), and that counts as $(unit Result)"
echo "VELOCITY_OPTIONS=--port=none" >/etc/velocity/environment
begun=$(date +%s)
systemctl start velocity 2>/dev/null && fail "a wrong option starts"
took=$(($(date +%s) - begun))
[ "$(systemctl is-active velocity)" = failed ] || fail "with a wrong option it is $(systemctl is-active velocity)"
[ "$took" -le 30 ] || fail "a wrong option is told after $took s only"
journalctl --no-pager -u velocity | grep -q "Invalid value for option '--port'" || fail "the journal does not say what is wrong"
saw "with a wrong option it fails after $took s, says why in the journal, and is not tried again"
"$ops/uninstall.sh" >/tmp/uninstall.log 2>&1 || { cat /tmp/uninstall.log >&2 && fail "it does not uninstall"; }
if [ -e /opt/velocity ] || [ -e /etc/systemd/system/velocity.service ]; then fail "something is left of the program"; fi
if [ ! -f /var/lib/velocity/velocity.db ] || [ ! -f /etc/velocity/site.yaml ]; then fail "uninstalling took data or settings away"; fi
saw "uninstalled, the program is gone and data and settings are there"
