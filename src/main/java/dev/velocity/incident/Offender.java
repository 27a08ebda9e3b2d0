package dev.velocity.incident;

import dev.velocity.access.Role;
import dev.velocity.alert.Source;

/// A condition among those that called most.
///
/// @param alert its newest alert
/// @param role whose queue that was in
/// @param calls how often it called
/// @param share of all calls, 0 to 1
/// @param running share of this and all before it
public record Offender(Source source, long alert, Role role, int calls, double share, double running) {}
