#!/bin/sh
# Holds `systemctl start` until the server says it is ready, so that whoever starts it knows how it went.
tries=0
until "$(dirname "$0")/jre/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -jar "$(dirname "$0")/velocity.jar" health >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || exit 1
    # It has ended, and said why.
    kill -0 "${MAINPID:-$PPID}" 2>/dev/null || exit 1
    sleep 0.5
done
