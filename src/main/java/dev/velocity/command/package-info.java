/// The `velocity` command line: serve, demo, import, migrate, backup, audit verify.
@org.jspecify.annotations.NullMarked
package dev.velocity.command;
