package dev.velocity.shift;

import dev.velocity.access.Role;
import dev.velocity.alert.Alert;
import dev.velocity.sensor.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What a role hands over: every open alert of its queue, and the notes since the last handover.
///
/// @param since when the last handover was
/// @param alerts worst first
/// @param notes oldest first
public record Sheet(Role role, Instant since, List<Alert> alerts, List<Note> notes) {
    public Sheet {
        alerts = List.copyOf(alerts);
        notes = List.copyOf(notes);
    }

    /// A part of the sheet; an alert stands in one.
    public enum Part {
        OUT_OF_SERVICE("Out of service"),
        SHELVED("Shelved"),
        SILENCED("Silenced or suppressed"),
        RETURNED("Returned to the queue: nobody ended them in time"),
        OPEN("Open");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        static Part of(Alert alert) {
            if (alert.covers().outOfService().isPresent()) return OUT_OF_SERVICE;
            if (alert.covers().shelf().isPresent()) return SHELVED;
            if (alert.covered()) return SILENCED;
            return alert.lapsed() ? RETURNED : OPEN;
        }
    }

    public List<Alert> in(Part part) {
        return alerts.stream().filter(alert -> Part.of(alert) == part).toList();
    }

    /// What is signed: plain lines, the same for the same state. Readings and versions are left out, which change by
    /// themselves without changing what there is to do.
    public String text() {
        var lines = new ArrayList<String>();
        lines.add("handover of " + role.text() + " since " + since);
        for (var part : List.of(Part.OPEN, Part.RETURNED, Part.SHELVED, Part.SILENCED, Part.OUT_OF_SERVICE)) {
            lines.add(part.title());
            for (var alert : in(part)) lines.add("  " + line(alert));
        }
        lines.add("Notes");
        for (var note : notes)
            lines.add(
                    "  " + note.at() + " " + note.author() + ": " + note.text().replace("\n", "\n    "));
        return String.join("\n", lines) + "\n";
    }

    /// SHA-256 of [#text], hex.
    public String digest() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String line(Alert alert) {
        var line = new StringBuilder("#" + alert.id() + " " + alert.severity().text() + " " + alert.title() + " ("
                + alert.sensor().text() + ", " + alert.rule() + "), "
                + alert.present()
                        .map(Severity::text)
                        .map(now -> "present, " + now)
                        .orElse("returned to normal"));
        alert.acknowledged().ifPresent(by -> line.append(", acknowledged by ").append(by.by()));
        alert.assignee().ifPresent(name -> line.append(", to be handled by ").append(name));
        alert.covers()
                .shelf()
                .ifPresent(shelf -> line.append(", shelved by ")
                        .append(shelf.by())
                        .append(" until ")
                        .append(shelf.until())
                        .append(": ")
                        .append(shelf.reason().replace('\n', ' ')));
        alert.covers()
                .outOfService()
                .ifPresent(out -> line.append(", out of service by ")
                        .append(out.by())
                        .append(" under ")
                        .append(out.reference()));
        alert.covers().silence().ifPresent(number -> line.append(", silence ").append(number));
        alert.covers()
                .suppressedBy()
                .ifPresent(cause -> line.append(", suppressed by ").append(cause));
        return line.toString();
    }
}
