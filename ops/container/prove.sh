#!/bin/sh
# Proves the image on a machine that can fetch packages but no images: builds it with buildah from bases made of Debian's
# packages, twice from nothing, and compares; signs it and has unsigned and tampered ones refused; then runs it with Docker
# as it is meant to be run. Wants root.
# Says what it saw, a line each, into target/container/seen.md. Part of ./velocity prove.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
into=$home/target/container
rm -rf "$into"
mkdir -p "$into"
[ "$(id -u)" = 0 ] || { echo "prove: containers are built and run as root" >&2 && exit 1; }
missing=
for tool in buildah:buildah debootstrap:debootstrap dockerd:docker.io docker-compose:docker-compose iptables:iptables openssl:openssl jq:jq skopeo:skopeo curl:curl docker-registry:docker-registry; do
    command -v "${tool%%:*}" >/dev/null || missing="$missing ${tool##*:}"
done
if [ -n "$missing" ]; then
    apt-get -o DPkg::Lock::Timeout=300 update -qq
    # shellcheck disable=SC2086 # several packages are several words
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $missing >/dev/null
fi

saw() { echo "- $*" | tee -a "$into/seen.md"; }

build() {
    tag=$1
    shift
    begun=$(date +%s)
    (cd "$home" && buildah bud --isolation chroot --pull=never --format docker --timestamp 1767225600 "$@" --tag "localhost/velocity:$tag" \
        --build-arg BUILD_IMAGE=localhost/velocity-build --build-arg RUNTIME_IMAGE=localhost/velocity-runtime \
        --build-arg COMMIT="$(git rev-parse HEAD)" --file ops/Containerfile . >"$into/build-$tag.log" 2>&1) ||
        { tail -n 30 "$into/build-$tag.log" >&2 && exit 1; }
    took=$(($(date +%s) - begun))
}

"$home/ops/container/bases.sh" >"$into/bases.log" 2>&1 || { tail "$into/bases.log" >&2 && exit 1; }
build first --layers --no-cache
saw "container: a build from nothing but Maven's cache took $took s"
build again --layers
saw "container: a build with every layer cached took $took s"
build second --layers --no-cache
saw "container: a second build from nothing took $took s"

# What the layers hold, uncompressed, in their order.
layers() { buildah inspect --type image "localhost/velocity:$1" | jq -r '.OCIv1.rootfs.diff_ids[]'; }
layers first >"$into/first.layers"
layers second >"$into/second.layers"
all=$(wc -l <"$into/first.layers")
same=$(sed '$d' "$into/first.layers" | grep -cxFf "$into/second.layers" || true)
if [ "$same" -eq $((all - 1)) ]; then
    saw "container: of two builds from nothing, all $same layers below the start-up cache are the same bytes (the cache's own layer differs: a JDK writes another one every time)"
else
    saw "container: FAILS: only $same of the $((all - 1)) layers below the start-up cache are the same"
    exit 1
fi

# heard LOG: what a script saw, as a proof says it
heard() { grep -E '^(ok  |    ) ' "$1" | sed -E 's/^(ok)? */container: /' | while read -r line; do saw "$line"; done; }

buildah push --quiet localhost/velocity:first "docker-archive:$into/image.tar:velocity:check"
cosign=$("$home/ops/container/cosign.sh" "$home/target/cosign" | tail -n 1)
unshare -n "$home/ops/container/signing.sh" "$cosign" "$into/image.tar" "$into/registry" >"$into/signing.log" 2>&1 ||
    { cat "$into/signing.log" >&2 && saw "container: FAILS to tell signed from unsigned" && exit 1; }
heard "$into/signing.log"
rm -rf "$into/registry"
# A network and mounts of its own: what Docker does to them ends with it.
unshare -m -n sh "$home/ops/container/with-docker.sh" "$into/docker" sh -c "docker load --quiet <'$into/image.tar' && '$home/ops/container/check.sh' velocity:check && '$home/ops/container/compose.sh' velocity:check" >"$into/check.log" 2>&1 ||
    { cat "$into/check.log" >&2 && saw "container: FAILS as it runs" && exit 1; }
cat "$into/check.log"
heard "$into/check.log"
rm -rf "$into/docker" "$into/image.tar"
