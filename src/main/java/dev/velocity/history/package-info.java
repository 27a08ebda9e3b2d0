/// Readings as they arrived, packed and rolled up; every question about the past.
@org.jspecify.annotations.NullMarked
package dev.velocity.history;
