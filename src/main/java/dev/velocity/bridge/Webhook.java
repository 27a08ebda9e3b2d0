package dev.velocity.bridge;

import dev.velocity.alert.Warning;
import dev.velocity.sensor.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// What a webhook of Alertmanager says, version 4: warnings in their order, and why others cannot be read.
///
/// Members it does not know are passed over, because newer versions send more; a member that stands twice makes the
/// whole unreadable, because it cannot be known which was meant. Text is what strangers may have written: it is cut to
/// what is kept, and what cannot be seen is taken out.
record Webhook(List<Warning> warnings, List<String> refused) {
    static final int MOST_ALERTS = 5_000;
    private static final int MOST_LABELS = 100;
    private static final int MOST_REFUSED_TEXT = 60;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(100)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// Labels that say what it is about, the first that is there.
    private static final List<String> SUBJECTS = List.of("instance", "service", "job", "node", "pod", "host");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Z}]+");
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern NOT_OF_A_RULE = Pattern.compile("[^a-z0-9]+");
    private static final int LONGEST_RULE = 64;
    /// A tool's clock may be a little wrong; a year is no clock's doing.
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Duration FUTURE = Duration.ofHours(24);

    /// A body of which nothing can be taken.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Unreadable(String code, String detail) {
            super(detail, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }

        String detail() {
            var message = getMessage();
            return message == null ? code : message;
        }
    }

    /// Reads the first `length` bytes of `body`.
    static Webhook read(byte[] body, int length, Instant now) throws Unreadable {
        try (var json = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            return new Reader(json, now).document();
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new Unreadable(
                    "malformed-json",
                    "the body is not JSON of a webhook"
                            + (place == null ? "" : ", near byte " + Math.max(0, place.getByteOffset()))
                            + "; nothing was taken");
        }
    }

    /// One body being read.
    private static final class Reader {
        private final JsonParser json;
        private final Instant now;
        private final List<Warning> warnings = new ArrayList<>();
        private final List<String> refused = new ArrayList<>(0);
        private int position;

        Reader(JsonParser json, Instant now) {
            this.json = json;
            this.now = now;
        }

        Webhook document() throws Unreadable {
            if (json.nextToken() != JsonToken.START_OBJECT) throw shape("a webhook is one object");
            boolean versioned = false;
            boolean listed = false;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                var token = json.nextToken();
                switch (name) {
                    case "version" -> {
                        if (token != JsonToken.VALUE_STRING || !json.getString().equals("4"))
                            throw new Unreadable("version", "only webhooks of version \"4\" are understood");
                        versioned = true;
                    }
                    case "alerts" -> {
                        if (token != JsonToken.START_ARRAY) throw shape("alerts is an array");
                        listed = true;
                        alerts();
                    }
                    default -> json.skipChildren();
                }
            }
            if (!versioned) throw new Unreadable("version", "a webhook says its version: \"4\"");
            if (!listed) throw shape("alerts is missing");
            if (json.nextToken() != null) throw shape("there is more behind the object");
            return new Webhook(List.copyOf(warnings), List.copyOf(refused));
        }

        private void alerts() throws Unreadable {
            for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token == null) throw shape("alerts does not end");
                if (position == MOST_ALERTS)
                    throw new Unreadable(
                            "too-many",
                            "at most " + MOST_ALERTS + " alerts fit one webhook: set max_alerts; nothing was taken");
                if (token == JsonToken.START_OBJECT) alert();
                else {
                    json.skipChildren();
                    refuse("is no object");
                }
                position++;
            }
        }

        private void alert() {
            var texts = new HashMap<String, String>();
            Map<String, String> labels = Map.of();
            Map<String, String> annotations = Map.of();
            String wrong = "";
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                var token = json.nextToken();
                switch (name) {
                    case "status", "startsAt", "endsAt", "fingerprint" -> {
                        if (token == JsonToken.VALUE_STRING) texts.put(name, json.getString());
                        else {
                            json.skipChildren();
                            wrong = name + " is no text";
                        }
                    }
                    case "labels" -> {
                        labels = texts(token);
                        if (token != JsonToken.START_OBJECT) wrong = "labels is no object";
                    }
                    case "annotations" -> {
                        annotations = texts(token);
                        if (token != JsonToken.START_OBJECT) wrong = "annotations is no object";
                    }
                    default -> json.skipChildren();
                }
            }
            if (!wrong.isEmpty()) refuse(wrong);
            else take(texts, labels, annotations);
        }

        /// The texts of an object, the first hundred; what is no text is passed over.
        private Map<String, String> texts(JsonToken token) {
            if (token != JsonToken.START_OBJECT) {
                json.skipChildren();
                return Map.of();
            }
            var found = new HashMap<String, String>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING && found.size() < MOST_LABELS)
                    found.put(name, json.getString());
                else json.skipChildren();
            }
            return found;
        }

        private void take(Map<String, String> texts, Map<String, String> labels, Map<String, String> annotations) {
            var status = texts.getOrDefault("status", "");
            if (!status.equals("firing") && !status.equals("resolved")) {
                refuse("status is firing or resolved, not '" + shown(status) + "'");
                return;
            }
            var name = rule(labels.getOrDefault("alertname", ""));
            if (name.isEmpty()) {
                refuse("the label alertname is missing");
                return;
            }
            var from = instant(texts.get("startsAt"));
            if (from.isEmpty()) {
                refuse("startsAt is no instant of RFC 3339 between 2000 and tomorrow");
                return;
            }
            boolean over = status.equals("resolved");
            // Alertmanager writes year 1 for what has no end.
            var until = over
                    ? instant(texts.get("endsAt")).or(() -> Optional.of(later(from.get(), now)))
                    : Optional.<Instant>empty();
            try {
                warnings.add(new Warning(
                        texts.getOrDefault("fingerprint", ""),
                        name,
                        title(labels),
                        severity(labels.getOrDefault("severity", "")),
                        from.get(),
                        until,
                        words(annotations)));
            } catch (IllegalArgumentException e) {
                refuse(e.getMessage());
            }
        }

        private void refuse(@Nullable String because) {
            refused.add("alert " + position + ": " + because);
        }

        private Optional<Instant> instant(@Nullable String text) {
            if (text == null || text.length() > 40) return Optional.empty();
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS))
                        .filter(at -> !at.isBefore(EARLIEST) && at.isBefore(now.plus(FUTURE)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        private static Unreadable shape(String what) {
            return new Unreadable("shape", what + "; nothing was taken");
        }
    }

    /// `WriterQueueLong` as rules are written here: `writer-queue-long`.
    private static String rule(String alertname) {
        var words =
                HUMPS.matcher(cut(alertname, 4 * LONGEST_RULE)).replaceAll("-").toLowerCase(Locale.ROOT);
        var plain = NOT_OF_A_RULE.matcher(words).replaceAll("-");
        int from = plain.startsWith("-") ? 1 : 0;
        int to = Math.min(plain.length(), from + LONGEST_RULE);
        while (to > from && plain.charAt(to - 1) == '-') to--;
        return to > from ? plain.substring(from, to) : "";
    }

    private static String title(Map<String, String> labels) {
        return SUBJECTS.stream()
                .map(labels::get)
                .flatMap(Stream::ofNullable)
                .map(text -> plain(text, Warning.MOST_TITLE))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .or(() -> Optional.of(plain(labels.getOrDefault("alertname", ""), Warning.MOST_TITLE))
                        .filter(text -> !text.isEmpty()))
                .orElse("monitoring");
    }

    private static String words(Map<String, String> annotations) {
        var said = Stream.of("summary", "description", "message", "runbook_url")
                .map(annotations::get)
                .flatMap(Stream::ofNullable)
                .map(text -> plain(text, Warning.MOST_WORDS))
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(" · "));
        return cut(said, Warning.MOST_WORDS);
    }

    /// What it is called elsewhere, in our words. One nobody has heard of is not taken for harmless.
    private static Severity severity(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "critical", "emergency", "disaster" -> Severity.CRITICAL;
            case "low", "info", "information", "notice", "none", "debug" -> Severity.LOW;
            case "", "medium", "warning", "warn", "minor" -> Severity.MEDIUM;
            default -> Severity.HIGH;
        };
    }

    /// In one line, without what cannot be seen or would turn the line round.
    private static String plain(String text, int most) {
        return cut(UNSEEN.matcher(cut(text, 4 * most)).replaceAll(" ").strip(), most);
    }

    private static String shown(String text) {
        return plain(text, MOST_REFUSED_TEXT);
    }

    /// At most so many characters, none of them half.
    private static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
