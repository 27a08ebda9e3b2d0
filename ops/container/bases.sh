#!/bin/sh
# Makes both base images of ops/Containerfile from this machine's Debian packages and JDK, for a machine that can fetch
# packages but no images: localhost/velocity-build (a small Debian, the JDK, Maven), localhost/velocity-runtime (a C
# library, certificates, time zones, and no shell). Wants root, buildah, debootstrap, and JAVA_HOME.
set -eu
jdk=${JAVA_HOME:?a JDK 25}
maven=$(dirname "$(dirname "$(readlink -f "$(command -v mvn)")")")
# shellcheck disable=SC1091 # every Debian has it
. /etc/os-release
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

image() {
    container=$(buildah from scratch)
    buildah add --quiet "$container" "$1" / >/dev/null
    shift
    buildah config "$@" "$container"
}

if ! buildah inspect --type image localhost/velocity-build >/dev/null 2>&1; then
    # From where this machine's own packages come.
    # shellcheck disable=SC2016 # apt's own placeholders
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' | awk -v c="$VERSION_CODENAME" '$2 == c && $3 == "main" { print $1; exit }')
    debootstrap --variant=minbase --include=ca-certificates "$VERSION_CODENAME" "$scratch/build" "$mirror" >"$scratch/debootstrap.log" ||
        { tail "$scratch/debootstrap.log" >&2 && exit 1; }
    rm -rf "$scratch"/build/var/cache/apt "$scratch"/build/var/lib/apt/lists "$scratch"/build/usr/share/doc
    mkdir -p "$scratch/build/opt/java/openjdk" "$scratch/build/opt/maven"
    # Followed links: Debian's Maven and JDK point into places that are not taken along. The whole JDK: jlink refuses one
    # that lacks a file, be it a manual page.
    (cd "$jdk" && tar -chf - --exclude=./lib/src.zip .) | tar -xf - -C "$scratch/build/opt/java/openjdk"
    (cd "$maven" && tar -chf - .) | tar -xf - -C "$scratch/build/opt/maven"
    # The certificates this machine trusts: whoever stands between it and the packages is among them.
    cp -L /etc/ssl/certs/ca-certificates.crt "$scratch/build/etc/ssl/certs/"
    image "$scratch/build" --env JAVA_HOME=/opt/java/openjdk --env PATH=/opt/java/openjdk/bin:/opt/maven/bin:/usr/bin:/bin
    buildah commit --quiet --rm "$container" localhost/velocity-build >/dev/null
fi

if ! buildah inspect --type image localhost/velocity-runtime >/dev/null 2>&1; then
    mkdir -p "$scratch/packages" "$scratch/runtime"
    (cd "$scratch/packages" && chmod 777 . && apt-get download -qq base-files netbase tzdata ca-certificates libc6 libgcc-s1 zlib1g)
    for package in "$scratch"/packages/*.deb; do dpkg-deb -x "$package" "$scratch/runtime"; done
    rm -rf "$scratch"/runtime/usr/share/doc "$scratch"/runtime/usr/share/man "$scratch"/runtime/usr/share/locale "$scratch"/runtime/usr/share/lintian \
        "$scratch"/runtime/usr/sbin "$scratch"/runtime/usr/bin "$scratch"/runtime/sbin "$scratch"/runtime/bin "$scratch"/runtime/usr/share/zoneinfo/right
    mkdir -p "$scratch/runtime/etc/ssl/certs" "$scratch/runtime/tmp"
    cp -L /etc/ssl/certs/ca-certificates.crt "$scratch/runtime/etc/ssl/certs/"
    printf 'root:x:0:0:root:/:/nologin\nnonroot:x:65532:65532:nonroot:/:/nologin\n' >"$scratch/runtime/etc/passwd"
    printf 'root:x:0:\nnonroot:x:65532:\n' >"$scratch/runtime/etc/group"
    image "$scratch/runtime" --env PATH=/usr/bin --env SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt --user 65532
    buildah commit --quiet --rm --timestamp 1767225600 "$container" localhost/velocity-runtime >/dev/null
fi
buildah images
