/// Conditions worth attention, and the pure detector that judges readings by them.
@org.jspecify.annotations.NullMarked
package dev.velocity.rule;
