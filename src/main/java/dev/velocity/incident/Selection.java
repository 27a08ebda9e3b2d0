package dev.velocity.incident;

import dev.velocity.access.Role;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/// The part of the past a person has chosen: a window, and of it certain weekdays and hours by the site's wall clocks.
///
/// @param viewer only what concerns this role
/// @param from inclusive
/// @param to exclusive
/// @param weekdays all when empty
/// @param hours 0 to 23; all when empty
/// @param role only this queue
/// @param zone only this zone of the site
public record Selection(
        Role viewer,
        Instant from,
        Instant to,
        Set<DayOfWeek> weekdays,
        Set<Integer> hours,
        Optional<Role> role,
        Optional<String> zone) {
    public Selection {
        weekdays = Set.copyOf(weekdays);
        hours = Set.copyOf(hours);
        if (!from.isBefore(to)) throw new IllegalArgumentException("the window must end after it begins");
        if (Duration.between(from, to).compareTo(Chronicle.KEPT) > 0)
            throw new IllegalArgumentException("ask for " + Chronicle.KEPT.toDays() + " days at most");
        if (hours.stream().anyMatch(hour -> hour < 0 || hour > 23))
            throw new IllegalArgumentException("an hour is 0 to 23");
    }

    /// Everything of a window that concerns the role.
    public static Selection all(Role viewer, Instant from, Instant to) {
        return new Selection(viewer, from, to, Set.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    boolean whole() {
        return weekdays.isEmpty() && hours.isEmpty();
    }

    boolean fits(Call call, ZoneId timeZone) {
        return !call.at().isBefore(from)
                && call.at().isBefore(to)
                && call.concerns(viewer)
                && role.filter(one -> one != call.role()).isEmpty()
                && zone.filter(one -> !one.equals(call.source().zone())).isEmpty()
                && at(call.at(), timeZone);
    }

    boolean fits(Episode episode, ZoneId timeZone) {
        return episode.within(from, to)
                && episode.concerns(viewer)
                && role.filter(one -> one != episode.role()).isEmpty()
                && zone.filter(one -> !one.equals(episode.source().zone())).isEmpty()
                && (whole() || at(episode.from().isBefore(from) ? from : episode.from(), timeZone));
    }

    private boolean at(Instant instant, ZoneId timeZone) {
        if (whole()) return true;
        var local = instant.atZone(timeZone);
        return (weekdays.isEmpty() || weekdays.contains(local.getDayOfWeek()))
                && (hours.isEmpty() || hours.contains(local.getHour()));
    }
}
