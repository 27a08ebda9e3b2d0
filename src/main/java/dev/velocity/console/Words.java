package dev.velocity.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Everything the command center says, in one language. The words stand in `words/<screen>.<language>.properties`, both
/// languages with the same keys and gaps; see [Phrase] for those.
///
/// In a template: `@import static dev.velocity.console.Words.say`, then `${say("board.title")}`. In Java: pass the
/// `Words` a handler takes as a parameter on to whatever speaks.
public final class Words {
    /// One pair of files each.
    static final List<String> SCREENS = List.of(
            "access",
            "admin",
            "alert",
            "audit",
            "board",
            "chart",
            "command",
            "errors",
            "frame",
            "history",
            "home",
            "kind",
            "kpis",
            "overview",
            "palette",
            "parts",
            "proposals",
            "refused",
            "replay",
            "script",
            "sensors",
            "shift",
            "silences",
            "site",
            "styleguide",
            "timeline",
            "wall",
            "whatif",
            "wording");

    private static final String SCRIPT = "script.";
    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    static {
        for (var language : Language.values()) ALL.put(language, new Words(language));
    }

    private final Language language;
    private final Map<String, Phrase> phrases = new TreeMap<>();
    private final String script;

    private Words(Language language) {
        this.language = language;
        var own = new TreeMap<String, String>();
        for (var screen : SCREENS) {
            read(screen, language).forEach((key, text) -> {
                var typeset = typeset(language, text);
                phrases.put(key, Phrase.parse(typeset));
                if (key.startsWith(SCRIPT)) own.put(key.substring(SCRIPT.length()), typeset);
            });
        }
        script = JsonMapper.builder().build().writeValueAsString(own);
    }

    public static Words in(Language language) {
        return Optional.ofNullable(ALL.get(language)).orElseThrow();
    }

    /// Those of the request this thread answers.
    public static Words current() {
        return in(Visit.current().language());
    }

    /// For templates: the words of the request this thread answers.
    public static String say(String key, Object... parts) {
        return current().of(key, parts);
    }

    /// For templates: as [#one].
    public static String sayOne(String group, String name, Object... parts) {
        return current().one(group, name, parts);
    }

    public Language language() {
        return language;
    }

    /// The words of that key.
    public String of(String key, Object... parts) {
        return find(key).map(phrase -> phrase.with(language, parts)).orElseGet(() -> missing(key));
    }

    /// A test stops here. A screen must not go dark for a word, so it shows the thing's own name.
    private static String missing(String key) {
        assert false : "there are no words for " + key;
        return key.substring(key.lastIndexOf('.') + 1).replace('-', ' ');
    }

    /// Of a group of keys, the one with that name: `one("severity", "high")`.
    public String one(String group, String name, Object... parts) {
        return of(group + "." + name, parts);
    }

    /// The words of that key if there are any: for what a site may name itself.
    Optional<String> known(String key) {
        return find(key).map(phrase -> phrase.with(language));
    }

    /// What the script of a page says, as a JSON object.
    public String script() {
        return script;
    }

    Map<String, Phrase> phrases() {
        return Map.copyOf(phrases);
    }

    private Optional<Phrase> find(String key) {
        return Optional.ofNullable(phrases.get(key));
    }

    /// As the files have it, in the order of their keys.
    static Map<String, String> read(String screen, Language language) {
        var name = "words/" + screen + "." + language.code() + ".properties";
        try (var in = Words.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the file of words " + name + " is missing");
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            var words = new TreeMap<String, String>();
            properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// French sets a space that does not break before a colon and within its quotation marks, and a narrow one before
    /// the other tall marks; whoever writes the words types plain ones.
    static String typeset(Language language, String text) {
        return switch (language) {
            case ENGLISH -> text;
            case FRENCH -> text.replaceAll(" (?=:)|(?<=«) | (?=»)", "\u00a0").replaceAll(" (?=[;!?])", "\u202f");
        };
    }
}
