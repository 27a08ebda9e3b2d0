package dev.velocity.simulation;

import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Map;

/// Where the twelve people are and whether they sleep, by the hour of the day: watches, work, meals, leisure.
///
/// A pure function of seed and time, so that any minute of any day can be asked without living through the ones
/// before.
final class Crew {
    static final int SIZE = 12;

    private static final int HOUR = 60;

    private final long seed;
    private final Map<Room, Integer> awake = new EnumMap<>(Room.class);
    private final Map<Room, Integer> asleep = new EnumMap<>(Room.class);
    private int cooks;

    Crew(long seed) {
        this.seed = seed;
    }

    /// Puts everyone where they are at `time`; nobody in the galley while it burns.
    void place(ZonedDateTime time, boolean galleyIsOut) {
        awake.clear();
        asleep.clear();
        int minute = time.getHour() * HOUR + time.getMinute();
        long day = time.toLocalDate().toEpochDay();
        for (int person = 0; person < SIZE; person++) {
            // Nobody is on the minute: up to 15 minutes early or late, another each day.
            int own = Math.floorMod(minute + (int) (dice(person, day) % 31) - 15, 24 * HOUR);
            if (sleeps(person, own)) asleep.merge(Room.DORMITORY, 1, Integer::sum);
            else {
                var room = room(person, own, day);
                awake.merge(galleyIsOut && room == Room.GALLEY ? Room.DORMITORY : room, 1, Integer::sum);
            }
        }
        boolean cooking =
                within(minute, 6, 45, 7, 40) || within(minute, 11, 45, 13, 0) || within(minute, 17, 45, 19, 0);
        cooks = cooking && !galleyIsOut ? 1 : 0;
    }

    int awake(Room room) {
        return awake.getOrDefault(room, 0);
    }

    int asleep(Room room) {
        return asleep.getOrDefault(room, 0);
    }

    int in(Room room) {
        return awake(room) + asleep(room);
    }

    boolean cooking() {
        return cooks > 0;
    }

    /// Persons 0 to 5 keep watch in pairs, eight hours each; the others live by day.
    private static int watch(int person) {
        return person < 6 ? person / 2 : -1;
    }

    private static boolean sleeps(int person, int minute) {
        return switch (watch(person)) {
            case 0 -> within(minute, 9, 0, 16, 30);
            case 2 -> within(minute, 0, 30, 8, 0);
            default -> minute >= 22 * HOUR + 30 || minute < 6 * HOUR + 30;
        };
    }

    private Room room(int person, int minute, long day) {
        if (watch(person) >= 0 && minute / (8 * HOUR) == watch(person)) return Room.COMMAND;
        int sitting = person % 2 * 35;
        int meal = minute - sitting;
        if (within(meal, 7, 0, 7, 30) || within(meal, 12, 15, 12, 45) || within(meal, 18, 15, 18, 45))
            return Room.GALLEY;
        boolean working = within(minute, 8, 0, 12, 0) || within(minute, 13, 30, 18, 0);
        long hour = dice(person, day * 24 + minute / HOUR) % 10;
        if (working)
            switch (person) {
                case 6, 7 -> {
                    return hour < 7 ? Room.PLANT : Room.WATER;
                }
                case 8 -> {
                    return hour < 5 ? Room.GENERATOR : Room.PLANT;
                }
                case 9 -> {
                    return Room.MEDICAL;
                }
                case 10 -> {
                    return hour < 6 ? Room.COMMAND : Room.WATER;
                }
                case 11 -> {
                    return hour < 5 ? Room.GALLEY : Room.MEDICAL;
                }
                default -> {}
            }
        if (hour < 6) return Room.DORMITORY;
        if (hour < 8) return Room.GALLEY;
        return hour < 9 ? Room.COMMAND : Room.MEDICAL;
    }

    private static boolean within(int minute, int hour, int past, int untilHour, int untilPast) {
        return minute >= hour * HOUR + past && minute < untilHour * HOUR + untilPast;
    }

    private long dice(int person, long when) {
        return Chance.mix(seed ^ Chance.mix(person * 1_000_003L + when)) >>> 1;
    }
}
