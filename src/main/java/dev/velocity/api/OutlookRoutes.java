package dev.velocity.api;

import dev.velocity.outlook.Outlook;
import dev.velocity.outlook.Outlook.Course;
import dev.velocity.outlook.Outlooks;
import dev.velocity.sensor.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// How long air, water, fuel and charge last at this rate.
@RestController
final class OutlookRoutes {
    private final Outlooks outlooks;

    OutlookRoutes(Outlooks outlooks) {
        this.outlooks = outlooks;
    }

    /// @param says `reaches`, or why nothing is said
    /// @param severity of the limit that is reached; null for an empty store
    record Shown(
            String sensor,
            String zone,
            String kind,
            String title,
            String unit,
            Instant at,
            long windowSeconds,
            String says,
            @Nullable Double value,
            @Nullable Double perHour,
            @Nullable Double target,
            @Nullable String severity,
            @Nullable Long seconds,
            @Nullable Long soonestSeconds,
            @Nullable Long latestSeconds) {
        static Shown of(Outlook outlook) {
            return switch (outlook.course()) {
                case Course.Reaches reaches ->
                    of(
                            outlook,
                            "reaches",
                            reaches.value(),
                            reaches.perHour(),
                            reaches.target().at(),
                            reaches.target().severity().map(Severity::text).orElse(null),
                            reaches.in().toSeconds(),
                            reaches.soonest().toSeconds(),
                            reaches.latest().map(Duration::toSeconds).orElse(null));
                case Course.CannotTell(var why, var value) ->
                    of(outlook, why.text(), value.orElse(null), null, null, null, null, null, null);
            };
        }

        private static Shown of(
                Outlook outlook,
                String says,
                @Nullable Double value,
                @Nullable Double perHour,
                @Nullable Double target,
                @Nullable String severity,
                @Nullable Long seconds,
                @Nullable Long soonest,
                @Nullable Long latest) {
            var sensor = outlook.sensor();
            return new Shown(
                    sensor.id().text(),
                    sensor.zone(),
                    sensor.kind(),
                    sensor.name(),
                    sensor.quantity().unit(),
                    outlook.at(),
                    outlook.window().toSeconds(),
                    says,
                    value,
                    perHour,
                    target,
                    severity,
                    seconds,
                    soonest,
                    latest);
        }
    }

    @GetMapping("/api/v1/outlook")
    List<Shown> all() {
        return outlooks.all().stream().map(Shown::of).toList();
    }
}
