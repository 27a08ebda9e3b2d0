/// Other tools' languages, in and out (CSV, Alertmanager, line protocol, CAP, MQTT).
@org.jspecify.annotations.NullMarked
package dev.velocity.bridge;
