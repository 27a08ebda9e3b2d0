package dev.velocity.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How often and how long one step of a limit called over some history.
///
/// @param calls each from when it called to when it let go, oldest first
public record Course(List<Call> calls) {
    /// Comings within the span that make chatter.
    static final int CHATTER = 3;

    public Course {
        calls = List.copyOf(calls);
    }

    /// One call, in epoch microseconds.
    ///
    /// @param to when it let go, or the end of the history when it had not
    public record Call(long from, long to) {
        public Duration length() {
            return Duration.ofNanos((to - from) * 1_000);
        }
    }

    /// How long it called in all.
    public Duration present() {
        return calls.stream().map(Call::length).reduce(Duration.ZERO, Duration::plus);
    }

    /// How often it began to chatter: to call three times or more within `span`.
    public int bursts(Duration span) {
        long most = Track.micros(span);
        int bursts = 0;
        boolean within = false;
        for (int i = CHATTER - 1; i < calls.size(); i++) {
            boolean chatters = calls.get(i).from() - calls.get(i - CHATTER + 1).from() <= most;
            if (chatters && !within) bursts++;
            within = chatters;
        }
        return bursts;
    }

    /// The calls of `reference` that lasted longer than `respond` and that this course would not have told in
    /// time: it does not call within `respond` of their beginning, or it had been calling since before a quiet
    /// longer than `respond`, so that nobody would have heard them begin.
    public List<Call> misses(Course reference, Duration respond) {
        long time = Track.micros(respond);
        var missed = new ArrayList<Call>();
        int at = 0;
        long quietEnd = Long.MIN_VALUE;
        for (int i = 0; i < reference.calls.size(); i++) {
            var call = reference.calls.get(i);
            // The newest beginning after a long quiet: whatever tells of this call must have begun since.
            if (i == 0 || call.from() - reference.calls.get(i - 1).to() > time)
                quietEnd = i == 0 ? Long.MIN_VALUE : reference.calls.get(i - 1).to();
            if (call.to() - call.from() <= time) continue;
            while (at < calls.size() && calls.get(at).to() <= call.from()) at++;
            boolean told = at < calls.size()
                    && calls.get(at).from() <= call.from() + time
                    && (quietEnd == Long.MIN_VALUE || calls.get(at).from() > quietEnd);
            if (!told) missed.add(call);
        }
        return List.copyOf(missed);
    }
}
