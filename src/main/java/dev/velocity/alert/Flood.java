package dev.velocity.alert;

import java.time.Instant;

/// More calls than anybody can answer one by one.
///
/// @param since when the first of its calls came
/// @param firstOut the alert that called first, which often names the cause
/// @param calls how many came in the last ten minutes
public record Flood(Instant since, long firstOut, int calls) {}
