package dev.velocity.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/// How far an import came, in a small file beside its CSV file: what a later run need not send again.
///
/// It is written after each answer, so it never says more than the server has. Losing it costs time and nothing else:
/// readings sent again are duplicates.
final class ImportState {
    private static final String HEAD = "velocity import 1";
    private static final Pattern LINE = Pattern.compile("([a-z]+) ([0-9]{1,18})");

    private final Path file;
    private final String fingerprint;

    /// @param fingerprint of all that must be the same for an import to go on
    ImportState(Path file, String fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    /// What the server has answered for.
    ///
    /// @param rows of the file, from its begin
    record Sent(long rows, long accepted, long duplicates, long late, long rejected) {
        static final Sent NOTHING = new Sent(0, 0, 0, 0, 0);
    }

    Path file() {
        return file;
    }

    /// How far the run before came; nothing when there was none, or when it was another file, mapping or server.
    Sent read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException | java.nio.charset.CharacterCodingException e) {
            return Sent.NOTHING;
        }
        if (lines.size() != 7 || !lines.get(0).equals(HEAD) || !lines.get(1).equals("of " + fingerprint))
            return Sent.NOTHING;
        return new Sent(
                number(lines, 2, "rows"),
                number(lines, 3, "accepted"),
                number(lines, 4, "duplicates"),
                number(lines, 5, "late"),
                number(lines, 6, "rejected"));
    }

    /// Whole under another name first, so that a run stopped here leaves the state before.
    void write(Sent sent) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                draft,
                String.join(
                        "\n",
                        HEAD,
                        "of " + fingerprint,
                        "rows " + sent.rows(),
                        "accepted " + sent.accepted(),
                        "duplicates " + sent.duplicates(),
                        "late " + sent.late(),
                        "rejected " + sent.rejected(),
                        ""));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static long number(List<String> lines, int at, String name) {
        var line = LINE.matcher(lines.get(at));
        return line.matches() && line.group(1).equals(name) ? Long.parseLong(line.group(2)) : 0;
    }
}
