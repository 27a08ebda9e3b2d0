#!/bin/sh
# Asks the running container whether it works, with the program that is in it: ops/container/smoke.sh
set -eu
exec docker exec "${VELOCITY_CONTAINER:-velocity}" /opt/jre/bin/java -XX:AOTCache=/app/velocity.aot -XX:+UseCompactObjectHeaders \
    --enable-native-access=ALL-UNNAMED -jar /app/velocity.jar smoke https://127.0.0.1:8080 --ca /data/tls/authority.pem
