/// Where readings meet rules and alerts; owns the one transaction.
@org.jspecify.annotations.NullMarked
package dev.velocity.watch;
