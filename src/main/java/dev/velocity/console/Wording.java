package dev.velocity.console;

import dev.velocity.access.Permissions;
import dev.velocity.access.Role;
import dev.velocity.alert.Command;
import dev.velocity.alert.Obstacle;
import dev.velocity.alert.Refusal;
import dev.velocity.alert.Source;
import dev.velocity.alert.Verb;
import dev.velocity.measure.Quantity;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// How values, units, limits and severities read on a screen, in one language. Pure.
final class Wording {
    /// Between the thousands, and between number and unit: a space that does not break.
    private static final char SPACE = '\u00a0';

    private static final List<String> GENERATOR =
            List.of("ready", "running", "pre-alarm", "failed", "shut-down", "stopped");

    private final Words words;

    Wording(Words words) {
        this.words = words;
    }

    /// At most four letters; they stand beside the symbol so that neither colour nor shape is needed to tell.
    String mark(Severity severity) {
        return words.one("wording.mark", severity.text());
    }

    String severity(Severity severity) {
        return words.one("wording.severity", severity.text());
    }

    String role(Role role) {
        return words.one("wording.role", role.text());
    }

    /// Whose queues the viewer sees, by the role's name in addresses, with what people call them.
    Map<String, String> queues(Role viewer) {
        var queues = new LinkedHashMap<String, String>();
        Arrays.stream(Role.values())
                .filter(role -> role != Role.ANALYST && role != Role.ADMIN)
                .filter(role -> Permissions.maySee(viewer, role, Set.of(viewer)))
                .forEach(role -> queues.put(role.text(), role(role)));
        return queues;
    }

    /// A kind of sensor; one that only this site knows by its own name.
    String kind(String kind) {
        return words.known("kind." + kind).orElseGet(() -> kind.replace('-', ' '));
    }

    /// The unit as people write it; empty for what is counted, and for states and lengths of time, which say it
    /// themselves.
    static String unit(Quantity quantity) {
        return switch (quantity.unit()) {
            case "[ppm]" -> "ppm";
            case "uSv/h" -> "µSv/h";
            case "Cel" -> "°C";
            case "ug/m3" -> "µg/m³";
            case "[NTU]" -> "NTU";
            case "[pH]" -> "pH";
            case "uS/cm" -> "µS/cm";
            case "[g]" -> "g";
            case "dB[SPL]" -> "dB";
            case "1", "h" -> "";
            default -> quantity.unit();
        };
    }

    /// The number alone, with as many decimals as the quantity deserves, or the word a state has.
    String number(Quantity quantity, double value) {
        if (!Double.isFinite(value)) return "–";
        return switch (quantity) {
            case CONTACT -> contact(value, "active", "inactive");
            case GENERATOR_STATE ->
                words.one("wording.generator", GENERATOR.get(Math.clamp(Math.round(value), 0, GENERATOR.size() - 1)));
            case DURATION -> hours(value);
            default ->
                written(rounded(value, decimals(quantity, Math.abs(value))).toPlainString());
        };
    }

    /// The same for one sensor: a door is open, a leak sensor wet.
    String number(Sensor sensor, double value) {
        if (sensor.quantity() != Quantity.CONTACT || !Double.isFinite(value)) return number(sensor.quantity(), value);
        return switch (sensor.kind()) {
            case "door" -> contact(value, "open", "closed");
            case "leak" -> contact(value, "wet", "dry");
            case "fire-panel" -> contact(value, "fire", "no-fire");
            case "motion" -> contact(value, "motion", "no-motion");
            default -> number(sensor.quantity(), value);
        };
    }

    private String contact(double value, String on, String off) {
        return words.one("wording.contact", value > Limit.Open.HALF_OPEN ? on : off);
    }

    /// Number and unit: "5 230 ppm".
    String value(Sensor sensor, double value) {
        return withUnit(number(sensor, value), sensor.quantity());
    }

    /// A limit's number: no zeros behind what the site file says.
    String bound(Quantity quantity, double value) {
        if (quantity == Quantity.DURATION) return hours(value);
        return withUnit(plain(value, 6), quantity);
    }

    /// What is wrong, in as few words as can be told across a room.
    String rule(Sensor sensor, String rule) {
        var name = switch (rule) {
            case "high" -> sensor.quantity() == Quantity.GENERATOR_STATE ? "not-available" : rule;
            case "open" ->
                switch (sensor.kind()) {
                    case "door", "leak", "fire-panel", "motion" -> "open." + sensor.kind();
                    default -> rule;
                };
            default -> rule;
        };
        return words.known("wording.rule." + name).orElse(rule);
    }

    /// What is wrong where no sensor of the catalogue says it: what a person reported, what a tool warns of, or a rule
    /// that is gone.
    String reported(Source source) {
        if (source.reported())
            return words.known("wording.report." + source.rule()).orElse(source.rule());
        if (source.warned())
            return words.known("wording.warning." + source.rule()).orElse(source.rule());
        return source.rule();
    }

    /// Which bound of the limit a severity stands for: "above 5 000 ppm".
    String limit(Sensor sensor, Limit limit, Severity severity) {
        var quantity = sensor.quantity();
        return switch (limit) {
            case Limit.High(var steps, var mean, var _) ->
                isState(quantity) ? "" : step("wording.limit.above", quantity, steps, severity, mean);
            case Limit.Low(var steps, var mean, var _) -> step("wording.limit.below", quantity, steps, severity, mean);
            case Limit.Rising(var steps, var _) ->
                step("wording.limit.per-hour", quantity, steps, severity, Duration.ZERO);
            case Limit.Falling(var steps, var _) ->
                step("wording.limit.per-hour", quantity, steps, severity, Duration.ZERO);
            case Limit.AboveBackground(var step, var _, var window) ->
                words.of("wording.limit.background", plain(step.at(), 6), length(window));
            case Limit.Open(var steps, var _) ->
                step(steps, severity)
                        .filter(step -> step.onDelay().isPositive())
                        .map(step -> words.of("wording.limit.open", length(step.onDelay())))
                        .orElse("");
            case Limit.Stale(int periods, var _) ->
                words.of("wording.limit.stale", length(sensor.period().multipliedBy(periods)));
            case Limit.Flat(var after, var _) -> words.of("wording.limit.flat", length(after));
            case Limit.OutOfRange _ ->
                words.of(
                        "wording.limit.range", bound(quantity, sensor.spanLeast()), bound(quantity, sensor.spanMost()));
            case Limit.Late _ -> "";
        };
    }

    private String step(String key, Quantity quantity, List<Step> steps, Severity severity, Duration mean) {
        return step(steps, severity)
                .map(step -> words.of(key, bound(quantity, step.at())))
                .map(said -> mean.isZero() ? said : words.of("wording.limit.mean", said, length(mean)))
                .orElse("");
    }

    /// Why the bound stands where it does; empty for what speaks of the instrument.
    static String basis(Limit limit, Severity severity) {
        return switch (limit) {
            case Limit.High(var steps, var _, var _) -> basis(steps, severity);
            case Limit.Low(var steps, var _, var _) -> basis(steps, severity);
            case Limit.Rising(var steps, var _) -> basis(steps, severity);
            case Limit.Falling(var steps, var _) -> basis(steps, severity);
            case Limit.Open(var steps, var _) -> basis(steps, severity);
            case Limit.AboveBackground(var step, var _, var _) -> step.basis();
            case Limit.Stale _, Limit.Flat _, Limit.OutOfRange _, Limit.Late _ -> "";
        };
    }

    /// "45 s", "2 min", "6 h", "7 d": the largest unit that leaves nothing over.
    String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds == 0) return length.toMillis() + "" + SPACE + "ms";
        if (seconds % 86_400 == 0) return days(seconds / 86_400 + "");
        if (seconds % 3_600 == 0) return seconds / 3_600 + "" + SPACE + "h";
        if (seconds % 60 == 0) return seconds / 60 + "" + SPACE + "min";
        return seconds + "" + SPACE + "s";
    }

    /// A span kept in hours, in the unit people would say it in.
    private String hours(double hours) {
        double size = Math.abs(hours);
        if (size < 1 / 60.0) return plain(hours * 3_600, 0) + SPACE + "s";
        if (size < 1) return plain(hours * 60, 0) + SPACE + "min";
        return size < 72 ? plain(hours, 1) + SPACE + "h" : days(plain(hours / 24, 1));
    }

    /// How long ago, in one unit, as `web/ts/time.ts` counts on.
    String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) return seconds + "" + SPACE + "s";
        if (seconds < 3_600) return seconds / 60 + "" + SPACE + "min";
        if (seconds < 2 * 86_400) return seconds / 3_600 + "" + SPACE + "h" + SPACE + seconds / 60 % 60 + SPACE + "min";
        return days(seconds / 86_400 + "");
    }

    private String days(String number) {
        return number + SPACE + words.of("wording.days");
    }

    /// A number with three digits, which are enough to compare by.
    String digits(double value) {
        if (value == Math.rint(value)) return plain(value, 0);
        return written(rounded(value, value < 1 ? 3 : value < 10 ? 2 : 1).toPlainString());
    }

    /// Whether its values are names of states and not amounts.
    static boolean isState(Quantity quantity) {
        return quantity == Quantity.CONTACT || quantity == Quantity.GENERATOR_STATE;
    }

    private static String basis(List<Step> steps, Severity severity) {
        return step(steps, severity).map(Step::basis).orElse("");
    }

    /// The step of that severity; when the site file has lost it since, the nearest milder one.
    private static Optional<Step> step(List<Step> steps, Severity severity) {
        return steps.stream()
                .filter(step -> step.severity().compareTo(severity) <= 0)
                .max(Comparator.comparing(Step::severity));
    }

    private String withUnit(String number, Quantity quantity) {
        var unit = unit(quantity);
        return unit.isEmpty() ? number : number + SPACE + unit;
    }

    /// No more decimals than are needed, and so many at most.
    private String plain(double value, int decimals) {
        var plain = rounded(value, decimals).stripTrailingZeros();
        return written(plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString());
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    static int decimals(Quantity quantity, double size) {
        int fine = switch (quantity) {
            case CARBON_DIOXIDE, OVERPRESSURE, VOLUME, POWER, COUNT, ILLUMINANCE, ROUND_TRIP_TIME, CONDUCTIVITY -> 0;
            case CARBON_MONOXIDE,
                    HYDROGEN_SULFIDE,
                    TEMPERATURE,
                    RELATIVE_HUMIDITY,
                    PARTICULATE_MATTER,
                    FILL_LEVEL,
                    STATE_OF_CHARGE,
                    VOLTAGE,
                    SOUND_LEVEL,
                    PACKET_LOSS -> 1;
            case OXYGEN, FREE_CHLORINE, TURBIDITY, ACIDITY, FREQUENCY, VIBRATION, SMOKE_OBSCURATION, DURATION -> 2;
            case DOSE_RATE, DOSE -> 3;
            case ACCELERATION -> 4;
            case CONTACT, GENERATOR_STATE -> 0;
        };
        if (size >= 1_000) return 0;
        if (size >= 100) return Math.min(fine, 1);
        return size >= 10 ? Math.min(fine, 2) : fine;
    }

    /// A gap between thousands from five digits on.
    static String grouped(String number) {
        int point = number.indexOf('.');
        int end = point < 0 ? number.length() : point;
        int begin = number.startsWith("-") ? 1 : 0;
        var text = new StringBuilder(number);
        if (end - begin > 4) for (int i = end - 3; i > begin; i -= 3) text.insert(i, SPACE);
        return text.toString().replace('-', '−');
    }

    /// The same with the mark between whole and parts that the language has.
    private String written(String number) {
        return switch (words.language()) {
            case ENGLISH -> grouped(number);
            case FRENCH -> grouped(number).replace('.', ',');
        };
    }

    /// A severity by the word people and addresses use for it.
    static Optional<Severity> severity(String text) {
        return List.of(Severity.values()).stream()
                .filter(one -> one.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /// What a button that gives the command says.
    String command(Verb verb) {
        return words.one("command.do", verb.text());
    }

    /// A command that was done, as a sentence.
    String done(Command command) {
        return switch (command) {
            case Command.Shelve shelve ->
                words.of(
                        shelve.oneShot() ? "command.done.shelve-once" : "command.done.shelve", length(shelve.length()));
            case Command.Assign(var role, var person) ->
                person.isPresent()
                        ? words.of("command.done.assign-person", person.get())
                        : words.of(
                                "command.done.assign-role", role.map(this::role).orElse(""));
            default -> words.one("command.done", command.verb().text());
        };
    }

    /// The sentence that says why a command was refused.
    String notDone(Command command, Refusal because) {
        return notDone(command, why(because));
    }

    String notDone(Command command, String because) {
        return words.of(
                "command.because", words.one("command.not", command.verb().text()), because);
    }

    /// Why something was not done.
    String why(Refusal refusal) {
        if (refusal.obstacle() == Obstacle.AS_SAID) return refusal.text();
        return words.one(
                "refused",
                refusal.obstacle().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                refusal.parts().stream()
                        .map(part -> switch (part) {
                            case Severity severity -> severity(severity);
                            case Role role -> role(role);
                            case Object other -> other;
                        })
                        .toArray());
    }

    /// What is wrong with what somebody sent.
    String why(IllegalArgumentException wrong) {
        return wrong instanceof Refusal.Unacceptable unacceptable
                ? why(unacceptable.refusal())
                : Objects.toString(wrong.getMessage(), "");
    }

    /// What another room refused. Its own words are English and say the most; in other languages the code says enough.
    String why(String code, String because) {
        return switch (words.language()) {
            case ENGLISH -> because;
            case FRENCH -> words.known("refused.code." + code).orElse(because);
        };
    }
}
