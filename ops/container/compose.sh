#!/bin/sh
# Brings the command center up as ops/compose.yaml says, looks at it from outside and takes it down again:
# ops/container/compose.sh IMAGE. What watches it (profile obs) is other people's images; of those the file is read through.
set -eu
image=${1:?which image?}
home=$(cd "$(dirname "$0")/../.." && pwd)
if docker compose version >/dev/null 2>&1; then compose="docker compose"; else compose=docker-compose; fi
scratch=$(mktemp -d)
cp -R "$home/ops" "$scratch/"
cd "$scratch/ops"
# The older of the two takes no name from the file; it is given one anyway.
[ "$compose" = "docker compose" ] || sed -i '/^name:/d' compose.yaml
outcome=0

is() {
    if [ "$2" = "$3" ]; then echo "ok    compose: $1: $2"; else
        echo "FAIL  compose: $1: $2, not $3"
        outcome=1
    fi
}

# As docs/guide/observability-stack.md says; whoever the container runs as must be able to read them.
mkdir -p secrets
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout secrets/tls_key.pem -out secrets/tls_certificate.pem 2>/dev/null
cp secrets/tls_certificate.pem secrets/tls_authority.pem
for secret in operations_token alertmanager_key grafana_password; do openssl rand -hex 32 >"secrets/$secret"; done
docker run --rm --network none --read-only --tmpfs /tmp "$image" site example >site.yaml
chmod -R a+rX "$scratch"
export VELOCITY_IMAGE="$image" VELOCITY_SITE="$scratch/ops/site.yaml"
for other in OTEL_COLLECTOR JAEGER PROMETHEUS ALERTMANAGER GRAFANA; do export "${other}_IMAGE=localhost/$other@sha256:$(printf %064d 0)"; done

run() { $compose --file compose.yaml --project-name velocity-check "$@"; }
# shellcheck disable=SC2317 # called by the trap
end() {
    run --profile core down --volumes >/dev/null 2>&1 || true
    rm -rf "$scratch"
}
trap end EXIT

is "services with what watches it" "$(run --profile core --profile obs config --services | sort | xargs)" \
    "alertmanager app grafana jaeger otel-collector prometheus"
run --profile core up --detach >up.log 2>&1 || { cat up.log >&2 && exit 1; }
name=$(run --profile core ps --quiet app)
health() { docker inspect --format '{{.State.Health.Status}}' "$name"; }
waited=0
until [ "$(health)" = healthy ]; do
    waited=$((waited + 1))
    [ "$waited" -lt 120 ] || { docker logs --tail 40 "$name" >&2 && echo "FAIL  compose: it is $(health)" && exit 1; }
    sleep 1
done
is "the command center is" "$(health)" healthy
is "containers of the profile core" "$(docker ps --quiet | wc -l)" 1
"$home/ops/container/claim.sh" "$name"
is "read-only, capabilities dropped, privileges" \
    "$(docker inspect --format '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}' "$name")" \
    "true [ALL] [no-new-privileges:true]"
is "its limits: memory, processes" "$(docker inspect --format '{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}' "$name")" "1073741824 512"
answer() { curl --silent --cacert secrets/tls_certificate.pem --output /dev/null --write-out '%{http_code}' "$@"; }
is "people's page, over TLS with the given certificate" "$(answer https://localhost:8080/sign-in)" 200
is "devices' door wants a key" "$(answer --request POST https://localhost:8081/api/v1/readings)" 401
is "the operations' port from outside" "$(answer http://127.0.0.1:8082/metrics || true)" 000
exit "$outcome"
