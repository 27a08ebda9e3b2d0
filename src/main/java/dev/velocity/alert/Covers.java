package dev.velocity.alert;

import dev.velocity.sensor.Severity;
import java.util.Optional;

/// What keeps an alert from calling. A covered alert is judged and recorded as any other; only the call is hidden.
///
/// @param shelf a person hid it for a while
/// @param silence number of the silence it falls under
/// @param suppressedBy the condition during which it means nothing, as `hatch-1/open`
/// @param outOfService its sensor is being worked on
public record Covers(
        Optional<Shelf> shelf,
        Optional<Long> silence,
        Optional<String> suppressedBy,
        Optional<OutOfService> outOfService) {
    public static final Covers NONE =
            new Covers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public boolean any() {
        return shelf.isPresent() || silence.isPresent() || suppressedBy.isPresent() || outOfService.isPresent();
    }

    /// What hides a call, for the record: `service`, `shelf`, `suppressed` or `silence-3`; empty when nothing does.
    /// Where several do, the most deliberate one.
    public String label() {
        if (outOfService.isPresent()) return "service";
        if (shelf.isPresent()) return "shelf";
        if (suppressedBy.isPresent()) return "suppressed";
        return silence.map(number -> "silence-" + number).orElse("");
    }

    Covers withShelf(Optional<Shelf> to) {
        return new Covers(to, silence, suppressedBy, outOfService);
    }

    Covers withSilence(Optional<Long> to) {
        return new Covers(shelf, to, suppressedBy, outOfService);
    }

    Covers withSuppressedBy(Optional<String> to) {
        return new Covers(shelf, silence, to, outOfService);
    }

    Covers withOutOfService(Optional<OutOfService> to) {
        return new Covers(shelf, silence, suppressedBy, to);
    }

    /// What still covers an alert whose condition has come to `found`: a shelf hides nothing worse than it was made
    /// for, a silence nothing critical.
    Covers against(Severity found) {
        return new Covers(
                shelf.filter(one -> found.compareTo(one.upTo()) <= 0),
                silence.filter(_ -> found != Severity.CRITICAL),
                suppressedBy,
                outOfService);
    }
}
