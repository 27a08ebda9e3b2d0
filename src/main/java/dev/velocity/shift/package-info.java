/// What one shift leaves to the next: notes, and the sheet that both sign.
///
/// Start at [dev.velocity.shift.Shifts].
@org.jspecify.annotations.NullMarked
package dev.velocity.shift;
