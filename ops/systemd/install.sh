#!/bin/sh
# Puts Velocity on a machine without containers, or a newer or older version of it in the place of another:
#
#   ops/systemd/install.sh [--dry-run] [--root DIRECTORY] JAR    as root, with a JDK 25 in JAVA_HOME
#
# Each version has a directory of its own, /opt/velocity/VERSION, with its own Java; `current` is a link to the one that
# runs, exchanged in one step. Data (/var/lib/velocity) and settings (/etc/velocity) are nobody's but yours: neither this
# nor uninstall.sh takes them away. Doing it twice changes nothing. With --root everything goes below a directory, and
# nothing is started: for images, and for trying it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dry=
root=
while :; do
    case ${1-} in
        --dry-run) dry=yes && shift ;;
        --root) root=${2:?which directory?} && shift 2 ;;
        *) break ;;
    esac
done
jar=${1:?which velocity.jar?}
[ -f "$jar" ] || { echo "install: there is no $jar" >&2 && exit 1; }
java=${JAVA_HOME:?a JDK 25}/bin
version=$("$java/java" --enable-native-access=ALL-UNNAMED -jar "$jar" --version | sed -n "s/^velocity //p")
sum=$(sha256sum "$jar" | cut -c1-12)
case $version in '' | *[!A-Za-z0-9.+-]*) echo "install: $jar says no version" >&2 && exit 1 ;; esac
place=$root/opt/velocity/$version-$sum

doing() {
    echo "install: $1"
    shift
    [ -n "$dry" ] || "$@"
}

lay() {
    rm -rf "$place.new"
    mkdir -p "$root/opt/velocity"
    "$java/java" -Djarmode=tools -jar "$jar" extract --destination "$place.new" >/dev/null
    for found in "$place.new"/*.jar; do [ "$found" = "$place.new/velocity.jar" ] || mv "$found" "$place.new/velocity.jar"; done
    "$java/java" "$here/../container/Trim.java" "$place.new"
    # The same modules as in the image.
    modules=$(sed -n 's/^ *--add-modules \([a-z.,]*\).*/\1/p' "$here/../Containerfile")
    "$java/jlink" --output "$place.new/jre" --add-modules "$modules" --include-locales=en,fr --vm=server \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-0
    # As in the image: what the JVM learns in one short run makes every start fast. Without it, or with an older version
    # that does not know the option, it starts all the same.
    "$place.new/jre/bin/java" -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -Dorg.sqlite.lib.path="$place.new/native" \
        -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput="$place.new/velocity.aot" -jar "$place.new/velocity.jar" train --tls=on >/dev/null 2>&1 ||
        rm -f "$place.new/velocity.aot"
    cp "$here/wait-ready.sh" "$here/../../README.md" "$place.new/"
    chmod -R u=rwX,go=rX "$place.new"
    mv "$place.new" "$place"
}

# In one step: there is never no version, and never half of one.
point() { ln -s "$(basename "$place")" "$root/opt/velocity/current.new" && mv -T "$root/opt/velocity/current.new" "$root/opt/velocity/current"; }

settings() {
    mkdir -p "$root/etc/velocity"
    printf '# Options of velocity serve, such as --bind=0.0.0.0\nVELOCITY_OPTIONS=\n' >"$root/etc/velocity/environment"
}

unit() { mkdir -p "$root/etc/systemd/system" && cp "$here/velocity.service" "$root/etc/systemd/system/velocity.service"; }

[ -d "$place" ] || doing "lay out $place" lay
[ "$(readlink "$root/opt/velocity/current" 2>/dev/null)" = "$(basename "$place")" ] || doing "make it the current one" point
[ -f "$root/etc/velocity/environment" ] || doing "write $root/etc/velocity/environment" settings
cmp -s "$here/velocity.service" "$root/etc/systemd/system/velocity.service" || doing "install the unit" unit
if [ -z "$root" ]; then
    getent passwd velocity >/dev/null || doing "make the user velocity" useradd --system --home-dir /var/lib/velocity --shell /usr/sbin/nologin velocity
    doing "tell systemd" systemctl daemon-reload
    if [ -f /etc/velocity/site.yaml ]; then
        doing "start at boot" systemctl enable --quiet velocity
        doing "start it" systemctl restart velocity
    else
        echo "install: write /etc/velocity/site.yaml (velocity site example), then: systemctl enable --now velocity"
    fi
fi
echo "install: $version is in place"
