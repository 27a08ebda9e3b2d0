package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velocity.access.Role;
import dev.velocity.alert.EventKind;
import dev.velocity.alert.Obstacle;
import dev.velocity.alert.ReportKind;
import dev.velocity.alert.Verb;
import dev.velocity.incident.Measure;
import dev.velocity.sensor.Guidance;
import dev.velocity.sensor.Guidebook;
import dev.velocity.sensor.Kinds;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Quality;
import dev.velocity.sensor.Severity;
import dev.velocity.shift.Sheet;
import dev.velocity.simulation.DemoSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything is said in both languages, and nowhere else than in the files of words.
class WordsTest {
    private static final Path TEMPLATES = Path.of("src", "main", "jte");
    private static final Path SCRIPTS = Path.of("src", "main", "web", "ts");
    private static final Path CONSOLE = Path.of("src", "main", "java", "dev", "velocity", "console");
    private static final Path FILES = Path.of("src", "main", "resources", "dev", "velocity", "console", "words");

    /// A key where it is used: a string that looks like one, in templates and in the room's code.
    private static final Pattern USED = Pattern.compile("\"([a-z]+(?:\\.[a-z0-9-]+)+)\"");
    /// A group of keys, of which one is chosen when it is said.
    private static final Pattern GROUP = Pattern.compile("(?:sayOne|one)\\(\\s*\"([a-z.-]+)\"");
    private static final Pattern PREFIX = Pattern.compile("known\\(\\s*\"([a-z.-]+)\\.\" \\+");
    private static final Pattern SCRIPT_KEY = Pattern.compile("'([a-z]+\\.[a-z-]+)'");
    private static final Pattern PHRASE_TYPE = Pattern.compile("(?s)export type Phrase =(.*?);");
    private static final Pattern SPOKEN_ATTRIBUTE =
            Pattern.compile("\\b(aria-label|aria-roledescription|title|placeholder|alt)=\"([^\"]*)\"");

    private static final Pattern TEXT_NODE = Pattern.compile(">([^<>]+)(?=<)");
    /// Words that a template hands to another one.
    private static final Pattern HANDED_ON = Pattern.compile("\\b\\w+ = \"(?:[A-Z][a-z]|[^\"]* [a-z])[^\"]*\"");

    static List<String> screens() {
        return Words.SCREENS;
    }

    static List<Path> templates() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".jte"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyFileOfWordsIsRead() throws IOException {
        try (var files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Words.SCREENS.stream()
                            .flatMap(screen -> Stream.of(Language.values())
                                    .map(language -> screen + "." + language.code() + ".properties"))
                            .toList());
        }
    }

    @Test
    void whatWeShipAboutAlertsIsSaidInFrenchToo() {
        var ours = new TreeSet<String>();
        for (var kind : Kinds.standard().all()) {
            guidance(kind.guidance()).forEach(ours::add);
            bases(kind.limits()).forEach(ours::add);
        }
        for (var kind : ReportKind.values()) texts(kind.guidance()).forEach(ours::add);
        for (var zone : DemoSite.site().zones())
            for (var sensor : zone.sensors()) bases(sensor.limits()).forEach(ours::add);
        ours.remove("");
        assertThat(ours).hasSizeGreaterThan(300);
        assertThat(Shipped.french().keySet()).isEqualTo(ours);
        Shipped.french()
                .values()
                .forEach(words -> assertThat(words).doesNotContain("'", "\"").isNotBlank());
    }

    private static Stream<String> guidance(Guidebook book) {
        return Stream.concat(
                texts(book.all()),
                book.limits().values().stream()
                        .flatMap(chapter -> Stream.concat(
                                texts(chapter.all()),
                                chapter.severities().values().stream().flatMap(WordsTest::texts))));
    }

    private static Stream<String> texts(Guidance guidance) {
        return Stream.of(guidance.cause(), guidance.consequence(), guidance.action(), guidance.residents());
    }

    private static Stream<String> bases(List<Limit> limits) {
        return limits.stream()
                .flatMap(limit -> limit.severities().stream().map(severity -> Wording.basis(limit, severity)));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void bothLanguagesSayTheSameThings(String screen) {
        var english = Words.read(screen, Language.ENGLISH);
        var french = Words.read(screen, Language.FRENCH);
        assertThat(french.keySet()).isEqualTo(english.keySet()).allMatch(key -> key.startsWith(screen + "."));
        english.forEach((key, words) -> {
            assertThat(words).as(key).isNotBlank();
            assertThat(Phrase.parse(french.getOrDefault(key, "")).parts())
                    .as("the gaps of " + key)
                    .isEqualTo(Phrase.parse(words).parts());
        });
    }

    @ParameterizedTest
    @MethodSource("screens")
    void wordsAreTypesetAsTheirLanguageIs(String screen) {
        for (var language : Language.values())
            Words.read(screen, language)
                    .forEach((key, words) -> assertThat(words)
                            .as("%s in %s: typographic apostrophes and quotation marks", key, language)
                            .doesNotContain("'", "\"", "...")
                            .doesNotContain(language == Language.FRENCH ? "“" : "«"));
        Words.read(screen, Language.FRENCH)
                .forEach((key, words) -> assertThat(words)
                        .as("%s: a space before tall marks", key)
                        .doesNotContainPattern("[\\p{Ll})][:;!?]|«\\S|\\S»"));
        Words.in(Language.FRENCH)
                .phrases()
                .forEach((key, phrase) -> assertThat(phrase.toString())
                        .as("%s: that space does not break", key)
                        .doesNotContain(" :", " ;", " !", " ?", "« ", " »"));
    }

    @Test
    void everyKeyThatIsUsedHasWords() throws IOException {
        var words = Words.in(Language.ENGLISH).phrases().keySet();
        var missing = new TreeSet<String>();
        for (var file : sources())
            for (var key : found(USED, file))
                if (Words.SCREENS.contains(key.substring(0, key.indexOf('.')))
                        && !words.contains(key)
                        && words.stream().noneMatch(one -> one.startsWith(key + ".")))
                    missing.add(file.getFileName() + ": " + key);
        assertThat(missing).isEmpty();
    }

    @Test
    void noWordsAreLeftThatNobodySays() throws IOException {
        var keys = new TreeSet<String>();
        var groups = new TreeSet<String>();
        for (var file : sources()) {
            keys.addAll(found(USED, file));
            groups.addAll(found(GROUP, file));
            groups.addAll(found(PREFIX, file));
        }
        for (var file : scripts()) found(SCRIPT_KEY, file).forEach(key -> keys.add("script." + key));
        groups.addAll(List.of("script.live", "script.severity"));
        assertThat(Words.in(Language.ENGLISH).phrases().keySet())
                .allSatisfy(key -> assertThat(
                                keys.contains(key) || groups.stream().anyMatch(group -> key.startsWith(group + ".")))
                        .as(key)
                        .isTrue());
    }

    @Test
    void theScriptHasWordsForEveryPhraseAndNoOthers() throws IOException {
        var type = PHRASE_TYPE.matcher(Files.readString(SCRIPTS.resolve("words.ts")));
        assertThat(type.find()).isTrue();
        var phrases = SCRIPT_KEY
                .matcher(type.group(1))
                .results()
                .map(found -> "script." + found.group(1))
                .toList();
        assertThat(phrases).isSorted().doesNotHaveDuplicates();
        assertThat(Words.read("script", Language.ENGLISH).keySet()).isEqualTo(Set.copyOf(phrases));
    }

    /// What a template shows comes from the words, or is a value.
    @ParameterizedTest
    @MethodSource("templates")
    void noTemplateSpeaksForItself(Path template) throws IOException {
        var text = Files.readString(template);
        var spoken = new ArrayList<String>();
        SPOKEN_ATTRIBUTE
                .matcher(withoutCode(text))
                .results()
                .filter(found -> hasLetters(found.group(2)))
                .map(MatchResult::group)
                .forEach(spoken::add);
        HANDED_ON.matcher(text).results().map(MatchResult::group).forEach(spoken::add);
        TEXT_NODE
                .matcher(withoutCode(text))
                .results()
                .map(found -> found.group(1))
                .filter(WordsTest::hasLetters)
                .filter(words -> !words.replace("·", "").strip().equals("Velocity"))
                .forEach(spoken::add);
        assertThat(spoken).isEmpty();
    }

    /// What the script shows comes from the words too.
    @Test
    void noScriptSpeaksForItself() throws IOException {
        var sentence = Pattern.compile("'[A-Z][a-z][^'\\n]* [^'\\n]*'|`[A-Z][a-z][^`\\n]* [^`\\n]*`");
        for (var file : scripts())
            assertThat(found(sentence, file)).as(file.toString()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyNameTheServerHasForThingsCanBeSaid(Language language) {
        var words = Words.in(language);
        for (var severity : Severity.values()) {
            assertThat(words.one("wording.severity", severity.text())).isNotBlank();
            assertThat(words.one("wording.mark", severity.text()).length()).isLessThanOrEqualTo(4);
            assertThat(words.one("script.severity", severity.text()))
                    .isEqualTo(words.one("wording.severity", severity.text()));
        }
        for (var role : Role.values())
            assertThat(words.one("wording.role", role.text())).isNotBlank();
        for (var verb : Verb.values()) {
            assertThat(words.one("command.do", verb.text())).isNotBlank();
            assertThat(words.one("command.not", verb.text())).isNotBlank();
            if (verb != Verb.ASSIGN)
                assertThat(words.one("command.done", verb.text(), "8 h")).isNotBlank();
        }
        for (var quality : Quality.values())
            assertThat(words.one("sensors.quality", quality.text())).isNotBlank();
        for (var measure : Measure.values())
            assertThat(KpiView.title(measure, words)).isNotBlank();
        for (var part : Sheet.Part.values())
            assertThat(words.one(
                            "shift.part", part.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                    .isNotBlank();
        assertThat(Arrays.stream(EventKind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList())
                .allSatisfy(kind -> assertThat(
                                words.phrases().keySet().stream().anyMatch(key -> key.startsWith("history." + kind)))
                        .isTrue());
        for (var obstacle : Obstacle.values()) if (obstacle != Obstacle.AS_SAID) assertRefusalIsWorded(words, obstacle);
        for (var kind : WordingTest.kinds())
            assertThat(words.known("kind." + kind)).as(kind).isPresent();
    }

    private static void assertRefusalIsWorded(Words words, Obstacle obstacle) {
        var key = "refused." + obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(Optional.ofNullable(words.phrases().get(key)).map(Phrase::parts))
                .as("the gaps of %s", key)
                .contains(Phrase.parse(obstacle.of().text()).parts());
    }

    /// The tools' English and the screens' are the same words.
    @Test
    void theLoadIsCalledTheSameByToolsAndScreens() {
        for (var measure : Measure.values())
            assertThat(KpiView.title(measure, Words.in(Language.ENGLISH))).isEqualTo(measure.title());
    }

    @ParameterizedTest
    @CsvSource({
        "'', ENGLISH",
        "fr, FRENCH",
        "'fr-CA,fr;q=0.8,en;q=0.5', FRENCH",
        "'de-DE,fr;q=0.4,en;q=0.9', ENGLISH",
        "'de,fr;q=0.9', FRENCH",
        "de, ENGLISH",
        "*, ENGLISH",
        "'en-GB,en', ENGLISH",
        "';;;q=x', ENGLISH",
    })
    void aBrowserGetsTheLanguageItWouldRatherRead(String accepted, Language language) {
        assertThat(Language.wanted(accepted)).isEqualTo(language);
    }

    @Test
    void aHeaderOfAnyLengthIsAnsweredWithALanguage() {
        assertThat(Language.wanted("fr;q=0.1,".repeat(10_000))).isNotNull();
        assertThat(Language.wanted("x".repeat(100_000))).isEqualTo(Language.ENGLISH);
    }

    @Test
    void aPhraseTakesItsPartsAndItsNumber() {
        var alerts = Phrase.parse("{0} new {0|alert|alerts} in {1}, it’s {2}'s");
        assertThat(alerts.with(Language.ENGLISH, 1, "the hall", "Ana"))
                .isEqualTo("1 new alert in the hall, it’s Ana's");
        assertThat(alerts.with(Language.ENGLISH, 0, "{1}", "B")).isEqualTo("0 new alerts in {1}, it’s B's");
        assertThat(alerts.with(Language.FRENCH, 0, "x", "y")).isEqualTo("0 new alert in x, it’s y's");
        assertThat(alerts.with(Language.ENGLISH, 12_345, "x", "y")).startsWith("12\u00a0345 new alerts");
        assertThat(alerts.parts()).containsExactly(0, 1, 2);
        for (var wrong : List.of("{", "{x}", "{0|one}", "{0|a|b|c}", "{12}"))
            assertThatThrownBy(() -> Phrase.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNobodyWroteCannotBeSaid() {
        assertThatThrownBy(() -> Words.in(Language.ENGLISH).of("board.nonsense"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("board.nonsense");
    }

    private static boolean hasLetters(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }

    /// The template without its code.
    private static String withoutCode(String text) {
        return text.replaceAll("(?s)<%--.*?--%>|<!--.*?-->", "")
                .replaceAll("(?s)[!$]\\{(?:[^{}]|\\{[^{}]*\\})*\\}", "")
                .replaceAll("(?m)^\\s*@(?:import|param|if|elseif|else|endif|for|endfor|template).*$", "")
                .replaceAll("(?m)^\\s*`.*$", "")
                .replaceAll("@template[.\\w]*\\((?:[^()]|\\([^()]*\\))*\\)|@(?:else|endif|endfor)\\b", "");
    }

    private static List<Path> sources() throws IOException {
        try (var java = Files.list(CONSOLE)) {
            return Stream.concat(templates().stream(), java.sorted()).toList();
        }
    }

    private static List<Path> scripts() throws IOException {
        try (var files = Files.list(SCRIPTS)) {
            return files.filter(file -> !file.endsWith("words.ts")).sorted().toList();
        }
    }

    private static Set<String> found(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.groupCount() == 0 ? found.group() : found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
