#!/bin/sh
# A release's files: ops/ci/release.sh gather | publish. Wants TAG; to publish also IMAGE, REPOSITORY, GH_TOKEN.
set -eu
cd "$(dirname "$0")/../.."
version=${TAG:?v...}
version=${version#v}
case $version in '' | *[!A-Za-z0-9.+-]*) echo "release: $TAG names no version" >&2 && exit 1 ;; esac
case ${1:?gather or publish?} in
    gather)
        rm -rf target/release
        mkdir -p target/release
        cp target/velocity.jar "target/release/velocity-$version.jar"
        cp target/sbom/java.cdx.json "target/release/velocity-$version-java.cdx.json"
        cp target/sbom/web.cdx.json "target/release/velocity-$version-web.cdx.json"
        (cd target/release && sha256sum -- * >SHA256SUMS && cat SHA256SUMS)
        ;;
    publish)
        cp target/image-sbom/image.cdx.json "target/release-files/velocity-$version-image.cdx.json"
        cd target/release-files
        sha256sum --check --quiet SHA256SUMS
        sha256sum "velocity-$version-image.cdx.json" >>SHA256SUMS
        {
            echo "Image: \`${IMAGE:?name@digest}\`"
            echo
            echo "How to verify it before you use it: docs/guide/delivery.md."
        } >../notes.md
        gh release create "$TAG" --repo "${REPOSITORY:?}" --verify-tag --title "Velocity $version" --notes-file ../notes.md ./*
        ;;
    *) echo "release: gather or publish, not $1" >&2 && exit 2 ;;
esac
