package dev.velocity.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The calls one role got of late, and whether they are a flood: it begins with more than 10 in 10 minutes and ends
/// below 5 (EEMUA 191, ISA-18.2). One thread at a time.
final class Load {
    static final Duration SPAN = Duration.ofMinutes(10);
    static final int BEGINS_ABOVE = 10;
    static final int ENDS_BELOW = 5;
    /// Beyond this the oldest are forgotten: it is a flood with or without them.
    private static final int MOST_KEPT = 10_000;

    private record Call(Instant at, long alert) {}

    private final Deque<Call> calls = new ArrayDeque<>();
    private Optional<Call> first = Optional.empty();

    /// Takes a call; in the order of time.
    void call(Instant at, long alert) {
        forgetBefore(at.minus(SPAN));
        calls.addLast(new Call(at, alert));
        if (first.isEmpty() && calls.size() > BEGINS_ABOVE) first = Optional.of(calls.getFirst());
        if (calls.size() > MOST_KEPT) calls.removeFirst();
    }

    Optional<Flood> at(Instant now) {
        forgetBefore(now.minus(SPAN));
        return first.map(call -> new Flood(call.at(), call.alert(), calls.size()));
    }

    private void forgetBefore(Instant instant) {
        while (!calls.isEmpty() && !calls.getFirst().at().isAfter(instant)) {
            calls.removeFirst();
            if (calls.size() < ENDS_BELOW) first = Optional.empty();
        }
    }
}
