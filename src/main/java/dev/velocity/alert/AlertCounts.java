package dev.velocity.alert;

import dev.velocity.sensor.Severity;
import java.util.Map;

/// How many open alerts concern a role.
///
/// @param shown by severity and triage, of those nothing hides; every pair of a severity with new or acknowledged has
///     a number
/// @param hidden by what hides them; an alert that two things hide counts twice
public record AlertCounts(Map<Severity, Map<Triage, Integer>> shown, Map<AlertFilter.Cover, Integer> hidden) {}
