package dev.velocity.rule;

import java.time.Duration;

/// The numbers of a [Course].
///
/// @param calls how often it called
/// @param bursts how often it chattered
/// @param present how long it called in all
public record Outline(int calls, int bursts, Duration present) {
    static Outline of(Course course, Duration span) {
        return new Outline(course.calls().size(), course.bursts(span), course.present());
    }
}
