#!/bin/sh
# Proves that a version takes over what the one before it wrote, and that there is a way back:
#
#   ops/systemd/prove-upgrade.sh DIRECTORY [OLDER.jar NEWER.jar]    with a JDK 25 in JAVA_HOME
#
# Without jars both are built: what is committed, and what was before its newest step of the schema.
# Both are put in place by install.sh below a directory, and serve as the unit has them serve. What was answered 2xx by
# one must be known to whichever comes after: a reading sent again is told to be a duplicate, and the trail is whole.
set -eu
root=${1:?below which directory?}
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$root"
mkdir -p "$root/etc/velocity" "$root/var/lib"
root=$(realpath "$root")

# built COMMIT NAME: the jar of a commit
built() {
    mkdir -p "$root/$2"
    git -C "$here/../.." archive --format=tar "$1" | tar -xf - -C "$root/$2"
    # By Maven itself: an older launcher may not know how.
    (cd "$root/$2" && mvn -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcyclonedx.skip=true -Djacoco.skip=true >"$root/$2.log" 2>&1) || { tail -n 30 "$root/$2.log" >&2 && exit 1; }
    echo "$root/$2/target/velocity.jar"
}

if [ $# -ge 3 ]; then
    older=$(realpath "$2")
    newer=$(realpath "$3")
else
    step=$(cd "$here/../.." && find src/main/resources/db -name 'V*.sql' | sort | tail -n 1)
    added=$(git -C "$here/../.." log --diff-filter=A --format=%H -- "$step" | tail -n 1)
    older=$(built "$added^" older)
    newer=$(built HEAD newer)
fi
data=$root/var/lib/velocity
current=$root/opt/velocity/current
site=$root/etc/velocity/site.yaml
port=18380
outcome=0
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true' EXIT
trap 'exit 143' TERM INT

velocity() { "$current/jre/bin/java" -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Dorg.sqlite.lib.path="$current/native" -jar "$current/velocity.jar" "$@"; }
install() { "$here/install.sh" --root "$root" "$1" >>"$root/install.log"; }

ok() { echo "ok    $*"; }
bad() {
    echo "FAIL  $*"
    outcome=1
}

# The command of the unit, below the directory and on ports of its own.
serving() {
    command=$(sed -n 's/^ExecStart=//p' "$root/etc/systemd/system/velocity.service" | sed "s#/opt/velocity#$root/opt/velocity#g; s#/var/lib/velocity#$1#; s#/etc/velocity#$root/etc/velocity#; s#[$]VELOCITY_OPTIONS##")
    : >"$root/server.log"
    # shellcheck disable=SC2086 # the words of a command
    $command --port $port --devices-port $((port + 1)) --operations-port $((port + 2)) >"$root/server.log" 2>&1 &
    server=$!
}

serve() {
    serving "$data"
    tries=0
    until grep -q 'Velocity is ready' "$root/server.log"; do
        tries=$((tries + 1))
        kill -0 "$server" 2>/dev/null && [ "$tries" -lt 1200 ] || { cat "$root/server.log" >&2 && echo "FAIL  it does not start" && exit 1; }
        sleep 0.1
    done
}

stop() {
    kill "$server"
    wait "$server" || true
    server=
}

# sends WHAT VALUE AT: what is answered for one reading
sends() {
    curl -sS -H "Authorization: Bearer $key" -H 'Content-Type: application/json' "http://127.0.0.1:$((port + 1))/api/v1/readings" \
        -d "[{\"sensor\":\"dormitory-co2\",\"value\":$1,\"at\":\"$2\"}]"
}

# answered WHAT WANTED ANSWER
answered() {
    case $3 in
        *"$2"*) ok "$1: $2" ;;
        *) bad "$1: not $2 but $3" ;;
    esac
}

whole() {
    if said=$(velocity audit verify --data "$data" 2>/dev/null); then ok "$1: the trail is $(echo "$said" | head -n 1)"; else bad "$1: $said"; fi
}

now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
first=$(date -u -d '-3 minutes' +%Y-%m-%dT%H:%M:%SZ)
second=$(date -u -d '-2 minutes' +%Y-%m-%dT%H:%M:%SZ)
third=$(date -u -d '-1 minute' +%Y-%m-%dT%H:%M:%SZ)

install "$older"
was=$(readlink "$current")
velocity site example >"$site"
serve
velocity user add anna --role admin --generate --data "$data" >/dev/null 2>&1
key=$(velocity device add gateway --sensors '*' --data "$data" 2>/dev/null | sed -n 2p)
answered "the older version takes a reading" '"accepted":1' "$(sends 9000 "$first")"
stop
whole "after the older version"
lines=$(velocity audit verify --data "$data" | grep -oE '[0-9,]+ lines')
velocity backup --data "$data" "$root/backup" >/dev/null

install "$newer"
[ "$was" != "$(readlink "$current")" ] || { echo "FAIL  both jars are the same" && exit 1; }
serve
answered "the newer one knows what the older one took" '"duplicates":1' "$(sends 9000 "$first")"
answered "and takes more" '"accepted":1' "$(sends 9100 "$second")"
people=$(velocity user list --data "$data" 2>&1 || true)
answered "and knows its people" anna "$people"
stop
whole "after the newer version, from $lines on"

# Back without a word to the database: refused, and nothing is changed.
install "$older"
sum() { sha256sum "$data"/*.db | cut -c1-64; }
before=$(sum)
serving "$data"
code=0
wait "$server" || code=$?
server=
told=$(grep -m 1 'use the newer program' "$root/server.log" || true)
step=$(echo "$told" | grep -oE 'knows only [0-9]+' | grep -oE '[0-9]+' || true)
if [ "$code" -ne 0 ] && [ -n "$step" ]; then ok "the older one refuses what the newer one wrote, exit code $code: $told"; else
    bad "the older one does not refuse what the newer one wrote (exit code $code): $(tail -n 5 "$root/server.log")"
fi
if [ "$before" = "$(sum)" ]; then ok "and leaves the database as it was"; else bad "and changes the database"; fi

# Back as the guide has it: down with the newer program, then the older one.
install "$newer"
velocity migrate --to "${step:-0}" --data "$data" >/dev/null
install "$older"
serve
answered "after going down to step $step the older one knows the first reading" '"duplicates":1' "$(sends 9000 "$first")"
answered "and the one the newer one took" '"duplicates":1' "$(sends 9100 "$second")"
answered "and takes more" '"accepted":1' "$(sends 9200 "$third")"
stop
whole "after going back"
install "$newer"
serve
answered "up again: the newer one knows the first" '"duplicates":1' "$(sends 9000 "$first")"
answered "and the one taken after going back" '"duplicates":1' "$(sends 9200 "$third")"
stop
whole "after coming up again"

# Back by the backup: what came after it is not there, and what came before is.
install "$older"
data=$root/var/lib/restored
velocity restore --data "$data" "$root/backup" >/dev/null
serve
answered "the older one from its backup knows the first" '"duplicates":1' "$(sends 9000 "$first")"
answered "and not what came after it" '"accepted":1' "$(sends 9100 "$second")"
stop
whole "after restoring"
[ "$outcome" = 0 ] && ok "all of it, begun $now"
exit "$outcome"
