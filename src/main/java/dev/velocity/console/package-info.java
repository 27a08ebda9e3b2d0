/// The command center in the browser: pages, fragments, live stream, sign-in.
@org.jspecify.annotations.NullMarked
package dev.velocity.console;
