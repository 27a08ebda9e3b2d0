/// Other limits: what history advises, who proposes them, and who else approves.
///
/// Start at [dev.velocity.proposal.Proposals].
@org.jspecify.annotations.NullMarked
package dev.velocity.proposal;
