package dev.velocity.sensor;

import dev.velocity.measure.Durations;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes the `guidance:` block of a kind, a site, a zone or a sensor.
final class GuidebookReader {
    private static final int MOST_CHARACTERS = 2_000;

    private GuidebookReader() {}

    /// @param block has the fields of a [Guidance], and below each limit's name the same again, and below each of its
    ///     severities
    /// @param limits which limits may be spoken of, each with the severities it can have
    static Guidebook read(Fields block, Map<String, List<Severity>> limits) {
        var all = guidance(block);
        var chapters = new HashMap<String, Guidebook.Chapter>();
        limits.forEach((name, severities) -> block.block(name).ifPresent(inside -> {
            var chapter = chapter(inside, severities);
            if (!chapter.isEmpty()) chapters.put(name, chapter);
        }));
        block.finish();
        return new Guidebook(all, chapters);
    }

    private static Guidebook.Chapter chapter(Fields block, List<Severity> allowed) {
        var all = guidance(block);
        var severities = new HashMap<Severity, Guidance>();
        for (var severity : allowed)
            block.block(severity.text()).ifPresent(inside -> {
                var said = guidance(inside);
                inside.finish();
                if (!said.isEmpty()) severities.put(severity, said);
            });
        block.finish();
        return new Guidebook.Chapter(all, severities);
    }

    private static Guidance guidance(Fields block) {
        return new Guidance(
                words(block, "cause"),
                words(block, "consequence"),
                words(block, "do"),
                block.has("time") ? Optional.of(block.duration("time", true, Duration.ofMinutes(1))) : Optional.empty(),
                link(block),
                words(block, "residents"));
    }

    private static String words(Fields block, String key) {
        var words = block.text(key).orElse("");
        if (words.length() <= MOST_CHARACTERS) return words;
        block.wrong(key, "must be a text of at most " + MOST_CHARACTERS + " characters; put the rest behind a link.");
        return "";
    }

    /// Only what a browser may be sent to; a link is shown to everybody who meets the alert.
    private static String link(Fields block) {
        var link = words(block, "link");
        if (link.isEmpty() || leadsSomewhere(link)) return link;
        block.wrong("link", "must be an address that begins with https:// or http://.");
        return "";
    }

    private static boolean leadsSomewhere(String link) {
        try {
            var address = new URI(link);
            return address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static void write(Lines lines, Guidebook book) {
        guidance(lines, book.all());
        for (var name : LimitReader.NAMES)
            lines.block(name, inside -> {
                var chapter = book.limits().getOrDefault(name, Guidebook.Chapter.NONE);
                guidance(inside, chapter.all());
                for (var severity : Severity.values())
                    inside.block(
                            severity.text(),
                            below -> guidance(below, chapter.severities().getOrDefault(severity, Guidance.NONE)));
            });
    }

    private static void guidance(Lines lines, Guidance guidance) {
        text(lines, "cause", guidance.cause());
        text(lines, "consequence", guidance.consequence());
        text(lines, "do", guidance.action());
        guidance.time().ifPresent(length -> lines.put("time", Durations.text(length)));
        text(lines, "link", guidance.link());
        text(lines, "residents", guidance.residents());
    }

    private static void text(Lines lines, String key, String words) {
        if (!words.isEmpty()) lines.text(key, words);
    }

    /// Every limit there is, for a place whose sensors may have any.
    static Map<String, List<Severity>> anyLimits() {
        var all = new LinkedHashMap<String, List<Severity>>();
        for (var name : LimitReader.NAMES) all.put(name, Arrays.asList(Severity.values()));
        return all;
    }

    /// The limits of one sensor or kind.
    static Map<String, List<Severity>> limits(List<Limit> limits) {
        var own = new LinkedHashMap<String, List<Severity>>();
        for (var limit : limits) own.put(limit.name(), limit.severities());
        return own;
    }
}
