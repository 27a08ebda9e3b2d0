#!/bin/sh
# The bills of materials: Java's, which Maven made (target/bom.json), and the front end's, both into target/sbom and
# both held to CycloneDX' own schema. The same sources give the same bytes.
set -eu
cd "$(dirname "$0")/../.."
[ -f target/bom.json ] || { echo "sbom: there is no target/bom.json; ./velocity test makes it" >&2 && exit 1; }
ops/ci/tools.sh
mkdir -p target/sbom
cp target/bom.json target/sbom/java.cdx.json
npm sbom --sbom-format=cyclonedx --package-lock-only >target/sbom/npm.json
node ops/ci/sbom.mjs steady target/sbom/npm.json target/sbom/web.cdx.json "$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' pom.xml)"
rm target/sbom/npm.json
node ops/ci/sbom.mjs check target/sbom/java.cdx.json target/sbom/web.cdx.json
