#!/bin/sh
# Proves with a registry and a key of its own that a signed image is believed and any other is not:
#   unshare -n ops/container/signing.sh COSIGN ARCHIVE DIRECTORY
# A release is signed without a key, by the identity of its workflow (ops/ci/image.sh); what cosign refuses is the same.
set -eu
cosign=${1:?which cosign?}
archive=${2:?which image, as a Docker archive?}
into=${3:?where may the registry keep its things?}
home=$(cd "$(dirname "$0")/../.." && pwd)
at=127.0.0.1:15000
outcome=0
rm -rf "$into"
mkdir -p "$into/store" "$into/keys" "$into/other"
# Nothing of whoever runs this: no settings, no credentials, no cache.
export HOME="$into" COSIGN_PASSWORD=proof
ip link set lo up

cat >"$into/registry.yml" <<END
version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: "$into/store" }, cache: {} }
http: { addr: "$at" }
END
docker-registry serve "$into/registry.yml" >"$into/registry.log" 2>&1 &
registry=$!
trap 'kill "$registry"' EXIT
tries=0
until curl -fs -o /dev/null "http://$at/v2/"; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { cat "$into/registry.log" >&2 && exit 1; }
    sleep 0.1
done

# put TAG OPTIONS: the image under this tag; its digest
put() {
    tag=$1
    shift
    skopeo copy --quiet --dest-tls-verify=false --digestfile "$into/$tag.digest" "$@" "docker-archive:$archive" "docker://$at/velocity:$tag" >&2
    cat "$into/$tag.digest"
}

believed() {
    what=$1
    shift
    if "$@" >"$into/said" 2>&1; then echo "ok    believed: $what"; else
        echo "FAIL  not believed: $what"
        cat "$into/said"
        outcome=1
    fi
}

# refused WHAT WHY COMMAND: for this reason, and not because something else is broken
refused() {
    what=$1
    why=$2
    shift 2
    if "$@" >"$into/said" 2>&1; then
        echo "FAIL  believed: $what"
        outcome=1
    elif grep -qiE "$why" "$into/said"; then echo "ok    refused: $what ($(grep -oiE "$why" "$into/said" | head -n 1))"; else
        echo "FAIL  refused for another reason: $what"
        cat "$into/said"
        outcome=1
    fi
}

# The same layers twice, under two manifests: one gets signed.
signed=$(put signed --format v2s2)
unsigned=$(put unsigned --format oci)
[ "$signed" != "$unsigned" ]
image=$at/velocity@$signed
other=$at/velocity@$unsigned
(cd "$into/keys" && "$cosign" generate-key-pair >/dev/null 2>&1)
(cd "$into/other" && "$cosign" generate-key-pair >/dev/null 2>&1)
key=$into/keys/cosign
revision=$(git -C "$home" rev-parse HEAD)
jq -n --arg revision "$revision" '{
    buildDefinition: { buildType: "https://velocity.example/containerfile/v1", externalParameters: { containerfile: "ops/Containerfile" },
        resolvedDependencies: [{ uri: "git+https://velocity.example", digest: { gitCommit: $revision } }] },
    runDetails: { builder: { id: "https://velocity.example/prove" } } }' >"$into/provenance.json"
sign() { "$cosign" "$@" --key "$key.key" --tlog-upload=false --allow-http-registry --yes "$image" >/dev/null 2>"$into/said" || { cat "$into/said" >&2 && exit 1; }; }
sign sign
sign attest --type slsaprovenance1 --predicate "$into/provenance.json"

verify() { "$cosign" verify --key "$1.pub" --insecure-ignore-tlog --allow-http-registry "$2"; }
attested() { "$cosign" verify-attestation --key "$1.pub" --type slsaprovenance1 --insecure-ignore-tlog --allow-http-registry "$2"; }
names_revision() { attested "$key" "$image" 2>/dev/null | jq -r .payload | base64 -d | jq -e --arg revision "$revision" '.predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit == $revision'; }
pull() { skopeo copy --quiet --src-tls-verify=false "docker://$1" "dir:$into/pulled" && rm -rf "$into/pulled"; }

believed "the signature of the signed image" verify "$key" "$image"
believed "its provenance" attested "$key" "$image"
believed "that its provenance names the revision it was built from" names_revision
believed "the bytes of the signed image" pull "$image"
refused "an image nobody signed" 'no signatures found' verify "$key" "$other"
refused "an image nobody attested" 'no (matching )?attestations|no signatures found' attested "$key" "$other"
refused "a signature by another key" 'invalid signature' verify "$into/other/cosign" "$image"
refused "an attestation by another key" 'invalid signature|accepted signatures do not match' attested "$into/other/cosign" "$image"

# Somebody who may write to the registry: the signature of one image laid beside another.
skopeo copy --quiet --src-tls-verify=false --dest-tls-verify=false "docker://$at/velocity:sha256-${signed#*:}.sig" "docker://$at/velocity:sha256-${unsigned#*:}.sig"
refused "an image with the signature of another beside it" 'invalid or missing digest in claim' verify "$key" "$other"

# Somebody who may write to its disk: another byte in a layer, and then another letter in the manifest. A signature is of a
# digest: whoever fetches by the digest that was verified gets the very bytes, or nothing.
blob() { echo "$into/store/docker/registry/v2/blobs/sha256/$(printf %.2s "${1#*:}")/${1#*:}/data"; }
layer=$(blob "$(jq -r '.layers[0].digest' "$(blob "$signed")")")
cp "$layer" "$into/layer"
printf 'X' | dd of="$layer" bs=1 seek=4096 conv=notrunc status=none
refused "a layer with another byte in it" 'digest did not match|does not match|mismatch|invalid|corrupt' pull "$image"
cp "$into/layer" "$layer"
manifest=$(blob "$signed")
sed -i 's/"size"/"sizf"/' "$manifest"
refused "a manifest with another letter in it" 'does not match|did not match|mismatch|manifest unverified' pull "$image"
exit "$outcome"
