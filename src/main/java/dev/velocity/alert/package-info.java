/// Lifecycle, queues, triage commands.
///
/// What is wrong, who has taken it on, and the events that show how it was put right. Start at
/// [dev.velocity.alert.Alerts].
@org.jspecify.annotations.NullMarked
package dev.velocity.alert;
