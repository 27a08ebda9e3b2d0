#!/bin/sh
# Verifies an image before anything is done with it: signed by this repository's own release workflow, and built from
# its sources by it. Says the image to $GITHUB_OUTPUT. Wants DIGEST, REGISTRY, REPOSITORY, ACTOR, GH_TOKEN.
set -eu
case ${DIGEST:?sha256:...} in
    *[!a-z0-9:]*) echo "verify: that is no digest" >&2 && exit 1 ;;
    sha256:*) [ ${#DIGEST} = 71 ] || { echo "verify: that is no digest" >&2 && exit 1; } ;;
    *) echo "verify: that is no digest" >&2 && exit 1 ;;
esac
image=$(printf '%s/%s' "${REGISTRY:?}" "${REPOSITORY:?}" | tr '[:upper:]' '[:lower:]')@$DIGEST
printf %s "${GH_TOKEN:?}" | docker login "$REGISTRY" --username "${ACTOR:?}" --password-stdin
# The reusable workflow is what signs; only from a tag of a release.
escaped=$(printf %s "$REPOSITORY" | sed 's/[.]/\\./g')
cosign verify --certificate-oidc-issuer https://token.actions.githubusercontent.com \
    --certificate-identity-regexp "^https://github\\.com/$escaped/\\.github/workflows/_build-image\\.yml@refs/tags/v[0-9][^/]*\$" \
    "$image" >/dev/null
gh attestation verify "oci://$image" --repo "$REPOSITORY" --signer-workflow "$REPOSITORY/.github/workflows/_build-image.yml"
echo "image=$image" | tee -a "${GITHUB_OUTPUT:-/dev/null}"
