/// Database, writer, migrations, settings, secrets, telemetry, clock.
@org.jspecify.annotations.NullMarked
package dev.velocity.platform;
