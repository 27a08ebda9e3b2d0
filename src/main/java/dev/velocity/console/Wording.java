package dev.velocity.console;

import dev.velocity.alert.Command;
import dev.velocity.alert.Verb;
import dev.velocity.measure.Quantity;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Severity;
import dev.velocity.sensor.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How values, units, limits and severities read on a screen. Pure.
final class Wording {
    /// Between the thousands, and between number and unit: a space that does not break.
    private static final char SPACE = '\u00a0';

    private static final List<String> GENERATOR =
            List.of("ready", "running", "pre-alarm", "failed to start", "shut down by a fault", "stopped by hand");

    private Wording() {}

    /// At most four letters; they stand beside the symbol so that neither colour nor shape is needed to tell.
    static String mark(Severity severity) {
        return switch (severity) {
            case LOW -> "LOW";
            case MEDIUM -> "MED";
            case HIGH -> "HIGH";
            case CRITICAL -> "CRIT";
        };
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
    static String number(Quantity quantity, double value) {
        if (!Double.isFinite(value)) return "–";
        return switch (quantity) {
            case CONTACT -> value > Limit.Open.HALF_OPEN ? "active" : "inactive";
            case GENERATOR_STATE -> GENERATOR.get(Math.clamp(Math.round(value), 0, GENERATOR.size() - 1));
            case DURATION -> hours(value);
            default ->
                grouped(rounded(value, decimals(quantity, Math.abs(value))).toPlainString());
        };
    }

    /// The same for one sensor: a door is open, a leak sensor wet.
    static String number(Sensor sensor, double value) {
        if (sensor.quantity() != Quantity.CONTACT || !Double.isFinite(value)) return number(sensor.quantity(), value);
        boolean on = value > Limit.Open.HALF_OPEN;
        return switch (sensor.kind()) {
            case "door" -> on ? "open" : "closed";
            case "leak" -> on ? "wet" : "dry";
            case "fire-panel" -> on ? "fire" : "no fire";
            case "motion" -> on ? "motion" : "no motion";
            default -> number(sensor.quantity(), value);
        };
    }

    /// Number and unit: "5 230 ppm".
    static String value(Sensor sensor, double value) {
        return withUnit(number(sensor, value), sensor.quantity());
    }

    /// A limit's number: no zeros behind what the site file says.
    static String bound(Quantity quantity, double value) {
        if (quantity == Quantity.DURATION) return hours(value);
        return withUnit(plain(value, 6), quantity);
    }

    /// What is wrong, in as few words as can be told across a room.
    static String rule(Sensor sensor, String rule) {
        return switch (rule) {
            case "high" -> sensor.quantity() == Quantity.GENERATOR_STATE ? "not available" : "too high";
            case "low" -> "too low";
            case "rising" -> "rising fast";
            case "falling" -> "falling fast";
            case "background" -> "above its background";
            case "open" ->
                switch (sensor.kind()) {
                    case "door" -> "open too long";
                    case "leak" -> "water found";
                    case "fire-panel" -> "fire alarm";
                    case "motion" -> "somebody is there";
                    default -> "active too long";
                };
            case "stale" -> "no data";
            case "flat" -> "stuck on one value";
            case "range" -> "out of its range";
            case "late" -> "readings come too late";
            default -> rule;
        };
    }

    /// Which bound of the limit a severity stands for: "above 5 000 ppm".
    static String limit(Sensor sensor, Limit limit, Severity severity) {
        var quantity = sensor.quantity();
        return switch (limit) {
            case Limit.High(var steps, var mean, var _) ->
                isState(quantity)
                        ? ""
                        : step(steps, severity)
                                .map(step -> "above " + bound(quantity, step.at()) + over(mean))
                                .orElse("");
            case Limit.Low(var steps, var mean, var _) ->
                step(steps, severity)
                        .map(step -> "below " + bound(quantity, step.at()) + over(mean))
                        .orElse("");
            case Limit.Rising(var steps, var _) ->
                step(steps, severity)
                        .map(step -> "more than " + bound(quantity, step.at()) + " per hour")
                        .orElse("");
            case Limit.Falling(var steps, var _) ->
                step(steps, severity)
                        .map(step -> "more than " + bound(quantity, step.at()) + " per hour")
                        .orElse("");
            case Limit.AboveBackground(var step, var _, var window) ->
                "above " + plain(step.at(), 6) + " times the median of " + length(window);
            case Limit.Open(var steps, var _) ->
                step(steps, severity)
                        .filter(step -> step.onDelay().isPositive())
                        .map(step -> "for more than " + length(step.onDelay()))
                        .orElse("");
            case Limit.Stale(int periods, var _) ->
                "no reading for " + length(sensor.period().multipliedBy(periods));
            case Limit.Flat(var after, var _) -> "the same for " + length(after);
            case Limit.OutOfRange _ ->
                "beyond " + bound(quantity, sensor.spanLeast()) + " to " + bound(quantity, sensor.spanMost());
            case Limit.Late _ -> "";
        };
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
    static String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds == 0) return length.toMillis() + "" + SPACE + "ms";
        if (seconds % 86_400 == 0) return seconds / 86_400 + "" + SPACE + "d";
        if (seconds % 3_600 == 0) return seconds / 3_600 + "" + SPACE + "h";
        if (seconds % 60 == 0) return seconds / 60 + "" + SPACE + "min";
        return seconds + "" + SPACE + "s";
    }

    /// A span kept in hours, in the unit people would say it in.
    private static String hours(double hours) {
        double size = Math.abs(hours);
        if (size < 1 / 60.0) return plain(hours * 3_600, 0) + SPACE + "s";
        if (size < 1) return plain(hours * 60, 0) + SPACE + "min";
        return size < 72 ? plain(hours, 1) + SPACE + "h" : plain(hours / 24, 1) + SPACE + "d";
    }

    /// How long ago, in one unit, as `web/ts/time.ts` counts on.
    static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) return seconds + "" + SPACE + "s";
        if (seconds < 3_600) return seconds / 60 + "" + SPACE + "min";
        if (seconds < 2 * 86_400) return seconds / 3_600 + "" + SPACE + "h" + SPACE + seconds / 60 % 60 + SPACE + "min";
        return seconds / 86_400 + "" + SPACE + "d";
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

    private static String over(Duration mean) {
        return mean.isZero() ? "" : " as the mean of " + length(mean);
    }

    private static String withUnit(String number, Quantity quantity) {
        var unit = unit(quantity);
        return unit.isEmpty() ? number : number + SPACE + unit;
    }

    /// No more decimals than are needed, and so many at most.
    private static String plain(double value, int decimals) {
        var plain = rounded(value, decimals).stripTrailingZeros();
        return grouped(plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString());
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static int decimals(Quantity quantity, double size) {
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

    /// A narrow gap between thousands from five digits on.
    private static String grouped(String number) {
        int point = number.indexOf('.');
        int end = point < 0 ? number.length() : point;
        int begin = number.startsWith("-") ? 1 : 0;
        var text = new StringBuilder(number);
        if (end - begin > 4) for (int i = end - 3; i > begin; i -= 3) text.insert(i, SPACE);
        return text.toString().replace('-', '−');
    }

    /// A severity by the word people and addresses use for it.
    static Optional<Severity> severity(String text) {
        return List.of(Severity.values()).stream()
                .filter(one -> one.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /// What a button that gives the command says.
    static String command(Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE -> "Acknowledge";
            case UNACKNOWLEDGE -> "Give back";
            case ASSIGN -> "Assign";
            case TAKE -> "Take";
            case HAND_BACK -> "Hand back";
            case COMMENT -> "Comment";
            case SHELVE -> "Shelve";
            case UNSHELVE -> "Unshelve";
            case OUT_OF_SERVICE -> "Take out of service";
            case IN_SERVICE -> "Return to service";
            case RESET -> "Reset";
            case RESOLVE -> "Resolve";
            case REOPEN -> "Open again";
        };
    }

    /// A command that was done, as a sentence.
    static String done(Command command) {
        return switch (command) {
            case Command.Acknowledge _ -> "Acknowledged.";
            case Command.Unacknowledge _ -> "Given back: nobody has it now.";
            case Command.Assign _ -> "Assigned " + command.words() + ".";
            case Command.Take _ -> "It is yours.";
            case Command.HandBack _ -> "Handed back: it is nobody's now.";
            case Command.Comment _ -> "Comment kept.";
            case Command.Shelve shelve ->
                "Shelved for " + shelve.length().toMinutes() + " minutes"
                        + (shelve.oneShot() ? ", or until it returns to normal." : ".");
            case Command.Unshelve _ -> "Unshelved.";
            case Command.TakeOutOfService _ -> "Taken out of service.";
            case Command.ReturnToService _ -> "Back in service.";
            case Command.Reset _ -> "Reset.";
            case Command.Resolve _ -> "Resolved.";
            case Command.Reopen _ -> "Opened again.";
        };
    }

    /// The start of the sentence that says why a command was refused.
    static String notDone(Command command) {
        return switch (command) {
            case Command.Acknowledge _ -> "Not acknowledged";
            case Command.Unacknowledge _ -> "Not given back";
            case Command.Assign _ -> "Not assigned";
            case Command.Take _ -> "Not taken";
            case Command.HandBack _ -> "Not handed back";
            case Command.Comment _ -> "Not kept";
            case Command.Shelve _ -> "Not shelved";
            case Command.Unshelve _ -> "Not unshelved";
            case Command.TakeOutOfService _ -> "Not taken out of service";
            case Command.ReturnToService _ -> "Not put back in service";
            case Command.Reset _ -> "Not reset";
            case Command.Resolve _ -> "Not resolved";
            case Command.Reopen _ -> "Not opened again";
        };
    }
}
