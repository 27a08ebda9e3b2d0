package dev.velocity.simulation;

import dev.velocity.sensor.Site;
import dev.velocity.simulation.Instrument.Probe;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/// A shelter with twelve people in it, seen through its sensors; start here.
///
/// Pure: no clock, no network, no chance but the seed. The same seed, start and scenarios give the same readings,
/// byte for byte, however the time is cut into calls of [#advanceTo]. The physics runs in steps of one second; each
/// sensor reports at its own period, contacts when they change.
///
/// The model knows the sensors of the demo's site file by their ids; a sensor it does not know stays silent.
public final class ShelterModel {
    /// One scenario from one instant until another.
    ///
    /// @param until exclusive
    public record Run(Scenario scenario, Instant from, Instant until) {}

    private static final long SECOND = 1_000_000_000;
    private static final double HOURS = 1 / 3600.0;
    /// Air that moves between rooms through doors and cracks, m³/h for each room.
    private static final double DRIFT = 4;
    /// Minutes between the first bad noise of the fan and its end, in hours.
    private static final double LAST_OF_THE_BEARING = 4 / 60.0;

    private final Instant start;
    private final ZoneId timeZone;
    private final Crew crew;
    private final Outside outside;
    private final Power power;
    private final Water water;
    private final Passages passages;
    private final Chance.Wander gusts;
    private final Random network;
    private final Map<Room, Air> rooms = new EnumMap<>(Room.class);
    private final List<Instrument> periodic = new ArrayList<>();
    private final List<Instrument> contacts = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    /// Nanoseconds since the start, always whole seconds: the state below is the state at this instant.
    private long now;
    /// Whether the contacts have been asked at this instant.
    private boolean contactsAsked;

    private double hourOfDay;
    private double fan = 1;
    private double overpressure = 55;
    private double fire;
    private boolean panel;
    private double dose = 0.02;
    private double wet;

    /// @param seed whatever chance decides follows from it
    /// @param start instant of the first readings
    /// @param site whose sensors report
    public ShelterModel(long seed, Instant start, Site site) {
        this.start = start;
        timeZone = site.timeZone();
        crew = new Crew(seed);
        outside = new Outside(seed);
        power = new Power(seed);
        water = new Water();
        passages = new Passages(seed);
        gusts = new Chance.Wander(Chance.stream(seed, "gusts"), 2, 0.02);
        network = Chance.stream(seed, "network");
        for (var room : Room.values()) rooms.put(room, new Air(room.volume, room.heatCapacity()));
        install(seed, site);
        settle();
    }

    /// Starts `scenario` at once, for `length`. A scenario that runs already runs until the later of its ends.
    public void start(Scenario scenario, Duration length) {
        schedule(scenario, now(), length);
    }

    /// Lets `scenario` happen from `from` for `length`; what lies in the past is cut off.
    public void schedule(Scenario scenario, Instant from, Duration length) {
        var first = from.isBefore(now()) ? now() : from;
        runs.add(new Run(scenario, first, from.plus(length)));
    }

    /// Ends `scenario` now, and forgets it where it was to come; what it did goes away as nature lets it.
    public void stop(Scenario scenario) {
        runs.removeIf(run -> run.scenario() == scenario);
    }

    /// What is happening and what is to come, in the order it was asked for.
    public List<Run> runs() {
        return List.copyOf(runs);
    }

    /// The instant the model has come to: the last whole second since the start.
    public Instant now() {
        return start.plusNanos(now);
    }

    /// Every reading from where the model stands up to and including `until`, in order of time.
    public List<Sample> advanceTo(Instant until) {
        var samples = new ArrayList<Sample>();
        advanceTo(until, samples::add);
        return samples;
    }

    /// As [#advanceTo(Instant)], handing over each reading as it is made.
    public void advanceTo(Instant until, Consumer<Sample> samples) {
        if (until.isBefore(now())) return;
        long target = Duration.between(start, until).toNanos();
        while (true) {
            report(Math.min(target, now + SECOND - 1), samples);
            if (target < now + SECOND) return;
            step();
        }
    }

    // ---- what the sensors see ----

    private void install(long seed, Site site) {
        var probes = probes();
        int index = 0;
        for (var zone : site.zones())
            for (var sensor : zone.sensors()) {
                var probe = Optional.ofNullable(probes.get(sensor.id().text()));
                if (probe.isEmpty()) continue;
                var random = Chance.stream(seed, sensor.id().text());
                // Sensors do not report in step: each begins somewhere in its period, on a whole millisecond.
                long phase = (long) (sensor.period().toMillis() * (index * 0.618034 % 1));
                index++;
                var instrument = new Instrument(sensor, probe.get(), random, phase * 1_000_000);
                (instrument.tellsChanges() ? contacts : periodic).add(instrument);
            }
    }

    private Map<String, Probe> probes() {
        var probes = new LinkedHashMap<String, Probe>();
        // Noise follows what was measured sample to sample in real data: CO2 27.5 ppm, 0.1 Cel, 0.55 %, 7 to 10 nSv/h
        // at the 99th percentile, which is 3.6 standard deviations of the noise of one sample.
        for (var room : List.of(Room.COMMAND, Room.DORMITORY, Room.GALLEY, Room.MEDICAL)) {
            var air = air(room);
            var name = room.name().toLowerCase(java.util.Locale.ROOT);
            probes.put(name + "-co2", new Probe(() -> air.carbonDioxide, 7.5, 0, 1));
            probes.put(name + "-oxygen", new Probe(() -> air.oxygen, 0.015, 0, 100));
            probes.put(name + "-temperature", new Probe(() -> air.temperature, 0.027, 0, 100));
            probes.put(name + "-humidity", new Probe(air::relativeHumidity, 0.15, 0, 20));
            probes.put(name + "-occupancy", exact(() -> crew.in(room)));
        }
        for (var room : List.of(Room.DORMITORY, Room.GALLEY, Room.GENERATOR)) {
            var name = room.name().toLowerCase(java.util.Locale.ROOT);
            probes.put(name + "-co", new Probe(() -> air(room).carbonMonoxide, 0.2, 0.01, 10));
        }
        for (var room : List.of(Room.DORMITORY, Room.GALLEY, Room.PLANT)) {
            var name = room.name().toLowerCase(java.util.Locale.ROOT);
            probes.put(name + "-smoke", new Probe(() -> air(room).smoke, 0.008, 0.02, 100));
        }
        probes.put("galley-pm", new Probe(() -> air(Room.GALLEY).dust, 0.8, 0.03, 10));

        probes.put("airlock-outer-door", contact(passages::outerOpen));
        probes.put("airlock-inner-door", contact(passages::innerOpen));
        probes.put("airlock-motion", contact(passages::motion));
        probes.put("exit-hatch", contact(() -> false));
        probes.put("exit-motion", contact(() -> false));
        probes.put("command-fire-panel", contact(() -> panel));
        probes.put("water-leak", contact(() -> wet > 0.02));
        probes.put("plant-leak", contact(() -> wet > 0.5));

        probes.put("command-overpressure", new Probe(() -> overpressure, 0.6, 0, 10));
        probes.put("command-dose-rate", new Probe(outside::doseRateInside, 0.004, 0.01, 1000));
        probes.put("exterior-dose-rate", new Probe(outside::doseRate, 0.003, 0.01, 1000));
        probes.put("crew-dose", new Probe(() -> dose, 0, 0, 100_000));
        probes.put("exterior-temperature", new Probe(outside::temperature, 0.03, 0, 100));
        probes.put("exterior-seismic", new Probe(() -> 0.0008, 0.0002, 0, 10_000));

        probes.put("dormitory-noise", new Probe(this::noise, 0.8, 0, 10));
        probes.put(
                "dormitory-light",
                new Probe(() -> crew.awake(Room.DORMITORY) > crew.asleep(Room.DORMITORY) ? 180 : 2, 0.5, 0.01, 1));

        probes.put("link-loss", new Probe(this::loss, 0, 0, 10));
        probes.put("link-round-trip", new Probe(this::roundTrip, 0, 0, 10));
        probes.put("gateway-silence", new Probe(() -> network.nextDouble() * 8 / 3600, 0, 0, 100_000));

        probes.put("plant-h2s", new Probe(() -> 0.05, 0.02, 0, 100));
        probes.put("fan-vibration", new Probe(this::vibration, 0.02, 0.04, 100));
        probes.put("battery-charge", new Probe(power::charge, 0.05, 0, 10));
        probes.put("battery-temperature", new Probe(power::cells, 0.05, 0, 10));
        probes.put("battery-voltage", new Probe(power::voltage, 0.03, 0, 100));
        probes.put("load-power", new Probe(power::load, 15, 0, 1));
        probes.put("generator-state", exact(power::generatorState));
        probes.put("generator-frequency", new Probe(() -> power.generatorRuns() ? 50 : 0, 0, 0.0006, 100));
        probes.put("generator-coolant", new Probe(power::coolant, 0.1, 0, 10));
        probes.put("generator-vibration", new Probe(() -> power.generatorRuns() ? 7 : 0.1, 0, 0.04, 100));
        probes.put("diesel", new Probe(power::diesel, 0.3, 0, 10));
        probes.put("diesel-autonomy", new Probe(power::dieselHours, 0.1, 0, 10));

        probes.put("water-level", new Probe(water::level, 0.05, 0, 10));
        probes.put("water-autonomy", new Probe(water::hoursLeft, 0.5, 0, 10));
        probes.put(
                "water-chlorine",
                new Probe(() -> 0.35 + 0.04 * StrictMath.sin(hourOfDay / 12 * Math.PI), 0.006, 0, 1000));
        probes.put("water-turbidity", new Probe(water::turbidity, 0.01, 0, 100));
        probes.put("water-acidity", new Probe(() -> 7.4, 0.02, 0, 100));
        probes.put("water-conductivity", new Probe(() -> 420, 2, 0, 1));
        return probes;
    }

    private static Probe exact(DoubleSupplier truth) {
        return new Probe(truth, 0, 0, 1);
    }

    private static Probe contact(java.util.function.BooleanSupplier open) {
        return new Probe(() -> open.getAsBoolean() ? 1 : 0, 0, 0, 1);
    }

    /// The readings due between now and `until`, within the second that runs.
    private void report(long until, Consumer<Sample> samples) {
        if (!contactsAsked) {
            contactsAsked = true;
            for (var contact : contacts)
                if (contact.changed())
                    samples.accept(new Sample(contact.sensor().id(), now(), contact.tell()));
        }
        record Due(long at, Sample sample) {}
        var due = new ArrayList<Due>(2);
        for (var instrument : periodic)
            while (instrument.next() <= until) {
                long at = instrument.next();
                due.add(new Due(at, new Sample(instrument.sensor().id(), start.plusNanos(at), instrument.read())));
            }
        if (due.size() > 1) due.sort(Comparator.comparingLong(Due::at));
        for (var reading : due) samples.accept(reading.sample());
    }

    // ---- the physics ----

    private void step() {
        now += SECOND;
        contactsAsked = false;
        runs.removeIf(run -> !run.until().isAfter(now()));
        if (now % (60 * SECOND) == 0) lookAtTheClock();
        else hourOfDay = (hourOfDay + HOURS) % 24;
        pass();
    }

    private void lookAtTheClock() {
        var local = now().atZone(timeZone);
        hourOfDay = local.toLocalTime().toSecondOfDay() * HOURS;
        crew.place(local, since(Scenario.FIRE) >= 0);
    }

    /// Lets the rooms come to the state the hour of the day gives them, so that the first readings are not those of
    /// an empty shelter.
    private void settle() {
        lookAtTheClock();
        for (int i = 0; i < 6 * 3600; i++) pass();
    }

    /// Hours since `scenario` began, or less than zero when it does not run.
    private double since(Scenario scenario) {
        double hours = -1;
        for (var run : runs)
            if (run.scenario() == scenario && !run.from().isAfter(now()))
                hours = Math.max(hours, Duration.between(run.from(), now()).toNanos() / (3600.0 * SECOND));
        return hours;
    }

    private void pass() {
        double fanFailure = runs.isEmpty() ? -1 : since(Scenario.VENTILATION_FAILURE);
        double cold = runs.isEmpty() ? -1 : since(Scenario.HEATING_FAILURE);
        double plume = runs.isEmpty() ? -1 : since(Scenario.EXTERNAL_CONTAMINATION);
        double outage = runs.isEmpty() ? -1 : since(Scenario.POWER_SHORTAGE);
        double burning = runs.isEmpty() ? -1 : since(Scenario.FIRE);
        double leak = runs.isEmpty() ? -1 : since(Scenario.LEAK);

        outside.pass(HOURS, hourOfDay, plume);
        passages.pass(HOURS, hourOfDay, plume >= 0 || burning >= 0);
        int awake = 0;
        for (var room : Room.values()) awake += crew.awake(room);
        power.pass(HOURS, hourOfDay, outage, awake, crew.cooking(), fan, air(Room.PLANT).temperature);
        water.pass(HOURS, awake, leak);
        if (leak >= 0) wet += HOURS;
        else wet = Math.max(0, Math.min(wet, 0.8) - HOURS * 2);

        fan = power.shedding() ? 0.5 : 1;
        if (fanFailure >= 0) fan = fanFailure < LAST_OF_THE_BEARING ? 0.35 : 0;
        gusts.pass(HOURS);
        double held = 55 * fan + (passages.innerOpen() ? -12 : 0) + gusts.value() * fan;
        overpressure += (held - overpressure) * 0.1;

        // A fire grows with the square of time and has all it needs after five minutes.
        fire = burning < 0 ? 0 : Math.min(1, burning * 12 * burning * 12);
        if (air(Room.GALLEY).smoke > 10) panel = true;
        if (burning < 0 && air(Room.GALLEY).smoke < 1) panel = false;
        dose += outside.doseRateInside() * HOURS / 1000;

        var supply = supply(cold >= 0 || fan == 0);
        var drift = drift();
        for (var room : Room.values()) {
            var air = air(room);
            sources(room, air, cold >= 0, burning >= 0);
            air.pass(HOURS, room.freshAir * fan, cold >= 0 ? warmedByWhatLeaves(supply, air) : supply);
            air.sources.clear();
            air.pass(HOURS, DRIFT, drift);
        }
    }

    /// Fresh air after filter and heater; the heater moistens it too.
    private Air.Supply supply(boolean untreated) {
        double dust = 3;
        return untreated
                ? new Air.Supply(420, 20.93, 0.2, dust, outside.vapour(), outside.temperature())
                : new Air.Supply(420, 20.93, 0.2, dust, 7.5, 18);
    }

    /// Without a heater the exchanger still keeps a third of the warmth.
    private static Air.Supply warmedByWhatLeaves(Air.Supply supply, Air air) {
        return new Air.Supply(
                supply.carbonDioxide(),
                supply.oxygen(),
                supply.carbonMonoxide(),
                supply.dust(),
                supply.vapour(),
                supply.temperature() + 0.3 * (air.temperature - supply.temperature()));
    }

    /// The mean of all rooms: every room gives as much air to it as it takes, so nothing is made or lost.
    private Air.Supply drift() {
        double share = 1.0 / rooms.size();
        double carbonDioxide = 0;
        double oxygen = 0;
        double carbonMonoxide = 0;
        double dust = 0;
        double vapour = 0;
        double temperature = 0;
        for (var air : rooms.values()) {
            carbonDioxide += share * air.carbonDioxide;
            oxygen += share * air.oxygen;
            carbonMonoxide += share * air.carbonMonoxide;
            dust += share * air.dust;
            vapour += share * air.vapour;
            temperature += share * air.temperature;
        }
        return new Air.Supply(carbonDioxide, oxygen, carbonMonoxide, dust, vapour, temperature);
    }

    private void sources(Room room, Air air, boolean cold, boolean burning) {
        int awake = crew.awake(room);
        int asleep = crew.asleep(room);
        var s = air.sources;
        // A person at light work breathes out 18 L of carbon dioxide an hour, asleep 12, and takes in a fifth more
        // oxygen.
        s.carbonDioxide += awake * 0.018 + asleep * 0.012;
        s.oxygenUsed += (awake * 0.018 + asleep * 0.012) / 0.85;
        s.vapour += awake * 55 + asleep * 40;
        s.heat += awake * 95 + asleep * 75 + room.equipment * (power.shedding() ? 0.3 : 1);
        if (!cold && fan > 0) s.heat += Math.clamp(500 * (21 - air.temperature), -4_000, 4_000);
        if (room == Room.GALLEY && crew.cooking()) {
            s.vapour += 250;
            s.dust += 1_500;
            s.heat += 400;
        }
        if (room == Room.GENERATOR && power.generatorRuns()) {
            s.carbonMonoxide += 0.0005;
            s.heat += 2_000;
        }
        if (room == Room.GALLEY && burning) {
            s.heat += 25_000 * fire;
            s.carbonDioxide += 1.3 * fire;
            s.oxygenUsed += 1.6 * fire;
            s.carbonMonoxide += 0.12 * fire;
            s.dust += 400_000 * fire;
            s.smoke += 8_000 * fire;
            s.vapour += 800 * fire;
        }
    }

    Air air(Room room) {
        return java.util.Objects.requireNonNull(rooms.get(room));
    }

    /// dB in the dormitory: breathing, talking, or the siren.
    private double noise() {
        if (panel) return 97;
        int awake = crew.awake(Room.DORMITORY);
        return awake == 0 ? 31 : 42 + 3 * StrictMath.log(awake);
    }

    private double vibration() {
        if (fan == 0) return 0.1;
        return fan < 0.5 ? 9 : 0.6 + fan;
    }

    private double loss() {
        return (power.shedding() ? 4 : 0) + 0.3 * network.nextDouble();
    }

    private double roundTrip() {
        return (power.shedding() ? 240 : 16) - 6 * StrictMath.log(1 - network.nextDouble());
    }
}
