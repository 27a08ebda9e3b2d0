#!/bin/sh
# Gives the server in a container an admin whose password nobody knows: ops/container/claim.sh CONTAINER
# Of an unclaimed server there is little to be asked. Good for trying an image, and for nothing else.
set -eu
docker exec "${1:?which container?}" /opt/jre/bin/java -XX:AOTCache=/app/velocity.aot -XX:+UseCompactObjectHeaders \
    --enable-native-access=ALL-UNNAMED -Dorg.sqlite.lib.path=/app/native -jar /app/velocity.jar \
    user add practice --role admin --generate --data /data >/dev/null 2>&1
