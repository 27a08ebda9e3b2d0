/// The promises that only a broken machine can break: killed processes, failing disks, power cuts. Each says what it
/// saw to [dev.velocity.proof.Proofs].
@org.jspecify.annotations.NullMarked
package dev.velocity.proof;
