package dev.velocity;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The plan in `docs/house.md` holds: rooms, what they are for, what they use, and which libraries stay where.
class HousePlanTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "velocity");
    private static final Pattern FIRST_SENTENCE = Pattern.compile("(.*?[^.])\\.(?: .*)?");
    private static final Plan PLAN = Plan.read();

    static final Map<String, Set<String>> MAY_USE = PLAN.rooms().values().stream()
            .collect(Collectors.toMap(Plan.Room::name, Plan.Room::mayUse, (a, _) -> a, TreeMap::new));

    static List<String> roomsBuilt() throws IOException {
        try (var entries = Files.list(SOURCES)) {
            return entries.filter(Files::isDirectory)
                    .map(room -> room.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void arrowsOnlyPointDown() {
        MAY_USE.forEach((room, used) -> {
            assertThat(MAY_USE.keySet()).as("rooms that " + room + " may use").containsAll(used);
            for (var below : used)
                assertThat(Plan.floorsDown(floor(below)))
                        .as("the floor of %s, which %s may use", below, room)
                        .isGreaterThanOrEqualTo(Plan.floorsDown(floor(room)));
            assertThat(reachableFrom(room)).as("what " + room + " reaches").doesNotContain(room);
        });
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void everyRoomIsInThePlan(String room) {
        assertThat(MAY_USE).containsKey(room);
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void aRoomUsesOnlyWhatThePlanAllows(String room) {
        var allowed = MAY_USE.getOrDefault(room, Set.of());
        check(room, "use only " + allowed, type -> {
            if (!isVelocity(type)) return true;
            var used = Classes.room(type);
            return used.equals(room) || allowed.contains(used);
        });
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void aRoomIsFlat(String room) throws IOException {
        try (var entries = Files.list(SOURCES.resolve(room))) {
            assertThat(entries.filter(Files::isDirectory)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void aRoomSaysWhatItIsForInThePlansWords(String room) throws ClassNotFoundException {
        var documentation = Plan.lines(SOURCES.resolve(room).resolve("package-info.java")).stream()
                .filter(line -> line.startsWith("///"))
                .map(line -> line.substring(3).strip())
                .collect(Collectors.joining(" "));
        var sentence = FIRST_SENTENCE.matcher(documentation);
        assertThat(sentence.matches())
                .as("a first sentence in: " + documentation)
                .isTrue();
        assertThat(plain(sentence.group(1))).isEqualTo(plain(PLAN.room(room).purpose()));
        assertThat(Class.forName(Classes.ROOT + "." + room + ".package-info").isAnnotationPresent(NullMarked.class))
                .as("@NullMarked")
                .isTrue();
    }

    @Test
    void onlyTheProgramLivesInTheHall() {
        assertThat(Classes.MAIN.stream()
                        .filter(type -> Classes.room(type).isEmpty())
                        .map(Classes::outermost))
                .containsOnly("Velocity", "package-info");
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void httpStaysAtTheEdge(String room) {
        if (!PLAN.isEdge(room) || room.equals("simulation"))
            check(
                    room,
                    "know no HTTP types",
                    inNone("jakarta.servlet", "org.springframework.web", "org.springframework.http"));
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void sqlStaysInStores(String room) {
        if (!room.equals("platform"))
            check(room, "know no SQL types outside *Store", inNone("java.sql", "javax.sql"), isNamed("Store"));
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void tracesAreMadeInOneRoom(String room) {
        if (!room.equals("telemetry")) check(room, "know no OpenTelemetry", inNone("io.opentelemetry"));
    }

    @ParameterizedTest
    @MethodSource("roomsBuilt")
    void springStaysAtTheEdgeAndInWirings(String room) {
        if (PLAN.isEdge(room) || room.equals("platform")) return;
        check(
                room,
                "know no Spring outside *Wiring and *Store",
                inNone("org.springframework"),
                isNamed("Wiring").or(isNamed("Store")));
        var jdbc = inNone("org.springframework.jdbc");
        var spring = inNone("org.springframework");
        check(
                room,
                "know Spring's JDBC at most",
                type -> spring.test(type) || !jdbc.test(type),
                isNamed("Store").negate());
    }

    private static Predicate<JavaClass> isNamed(String ending) {
        return type -> Classes.outermost(type).endsWith(ending);
    }

    private static Predicate<JavaClass> inNone(String... packages) {
        return type -> Stream.of(packages).noneMatch(p -> (type.getPackageName() + ".").startsWith(p + "."));
    }

    private static boolean isVelocity(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(Classes.ROOT + ".");
    }

    private static void check(String room, String should, Predicate<JavaClass> allowed) {
        check(room, should, allowed, _ -> false);
    }

    /// Every class of `room`, but those `except`ed, depends only on `allowed` classes.
    private static void check(String room, String should, Predicate<JavaClass> allowed, Predicate<JavaClass> except) {
        classes()
                .that()
                .resideInAPackage(Classes.ROOT + "." + room + "..")
                .should(new ArchCondition<>(should) {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (except.test(type)) return;
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> !allowed.test(element(dependency)))
                                .forEach(dependency -> events.add(violated(type, dependency.getDescription())));
                    }
                })
                .allowEmptyShould(true)
                .check(Classes.MAIN);
    }

    private static JavaClass element(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static String floor(String room) {
        return PLAN.room(room).floor();
    }

    private static Set<String> reachableFrom(String room) {
        var reached = new TreeSet<String>();
        var open = new ArrayDeque<>(MAY_USE.get(room));
        while (!open.isEmpty()) {
            var next = open.pop();
            if (reached.add(next)) open.addAll(MAY_USE.get(next));
        }
        return reached;
    }

    private static String plain(String sentence) {
        return sentence.replace("...", "")
                .replace("`", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
