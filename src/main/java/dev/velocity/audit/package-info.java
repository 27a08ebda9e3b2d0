/// The append-only, hash-chained trail of who did what.
@org.jspecify.annotations.NullMarked
package dev.velocity.audit;
