package dev.velocity.incident;

import dev.velocity.sensor.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/// Says which episodes belong together. Pure: the same episodes and causes give the same incidents, in whatever order
/// the episodes are given.
///
/// Two episodes belong together when they are of one zone, or the site file says that one explains the other, and the
/// later was raised within [#WINDOW] of the earlier, or while the earlier was still there. Of one zone, what has been
/// there for longer than [#FRESH] draws nothing in any more; a cause does as long as it is there. An episode that
/// belongs to two incidents makes them one. What is raised more than [#LONGEST] after an incident began belongs to the
/// next.
final class Forming {
    /// The unit in which load and floods are counted (EEMUA 191), and twice the longest on-delay of the catalogue's
    /// kinds: what one cause does to sensors of different speed comes within it.
    static final Duration WINDOW = Duration.ofMinutes(10);

    /// A condition that has stood for an hour is how the place is now, and no longer what is happening to it.
    static final Duration FRESH = Duration.ofHours(1);

    /// A shift. A sensor that chatters every nine minutes would otherwise make one incident of a month.
    static final Duration LONGEST = Duration.ofHours(8);

    private static final Comparator<Episode> IN_TIME =
            Comparator.comparing(Episode::from).thenComparingLong(Episode::id);

    /// What the site file says of a condition.
    ///
    /// @param causes which conditions explain it
    /// @param effects which conditions it explains
    record Links(Function<Cause, List<Cause>> causes, Function<Cause, List<Cause>> effects) {
        static final Links NONE = new Links(_ -> List.of(), _ -> List.of());
    }

    private final Links links;
    /// By site and zone, what of each incident was raised there of late.
    private final Map<String, Map<Integer, Recent>> zones = new HashMap<>();
    /// Where the newest episode of each condition went.
    private final Map<Cause, Placed> conditions = new HashMap<>();
    /// Of each incident the one it became part of, or itself.
    private final List<Integer> into = new ArrayList<>();
    private final List<Instant> begins = new ArrayList<>();

    private Forming(Links links) {
        this.links = links;
    }

    private record Placed(Episode episode, int incident) {}

    /// The episodes of each incident, by the time they were raised; incidents in the order in which they began.
    static List<List<Episode>> form(List<Episode> episodes, Links links) {
        var forming = new Forming(links);
        var sorted = episodes.stream().sorted(IN_TIME).toList();
        var place = new int[sorted.size()];
        for (int i = 0; i < place.length; i++) place[i] = forming.place(sorted.get(i));
        var incidents = new LinkedHashMap<Integer, List<Episode>>();
        for (int i = 0; i < place.length; i++)
            incidents
                    .computeIfAbsent(forming.root(place[i]), _ -> new ArrayList<>())
                    .add(sorted.get(i));
        return List.copyOf(incidents.values());
    }

    private int place(Episode episode) {
        var condition = new Cause(episode.source().sensor(), episode.source().rule());
        var here = zones.computeIfAbsent(
                episode.source().site() + "/" + episode.source().zone(), _ -> new HashMap<>());
        var found = new TreeSet<Integer>();
        for (var entry : here.entrySet())
            if (entry.getValue().draws(episode.from())) admit(entry.getKey(), episode, found);
        for (var cause : links.causes().apply(condition)) {
            var before = conditions.get(cause);
            if (before != null
                    && (near(before.episode(), episode) || before.episode().within(episode.from(), Instant.MAX)))
                admit(before.incident(), episode, found);
        }
        for (var effect : links.effects().apply(condition)) {
            var before = conditions.get(effect);
            if (before != null && near(before.episode(), episode)) admit(before.incident(), episode, found);
        }
        int incident = found.isEmpty() ? begin(episode) : found.first();
        for (int other : found) into.set(other, incident);
        here.computeIfAbsent(incident, _ -> new Recent()).add(episode);
        here.values().removeIf(Recent::isEmpty);
        conditions.put(condition, new Placed(episode, incident));
        return incident;
    }

    /// Incidents are numbered as they begin, so the lowest number of several is the earliest.
    private void admit(int incident, Episode episode, NavigableSet<Integer> found) {
        int root = root(incident);
        if (!begins.get(root).plus(LONGEST).isBefore(episode.from())) found.add(root);
    }

    private static boolean near(Episode before, Episode episode) {
        return !before.from().plus(WINDOW).isBefore(episode.from());
    }

    private int begin(Episode episode) {
        into.add(into.size());
        begins.add(episode.from());
        return into.size() - 1;
    }

    private int root(int incident) {
        int at = incident;
        while (into.get(at) != at) at = into.get(at);
        for (int step = incident; into.get(step) != at && step != at; ) {
            int next = into.get(step);
            into.set(step, at);
            step = next;
        }
        return at;
    }

    /// The episodes of one incident that were raised in one zone within [#FRESH], without those that a later one
    /// outlasts.
    private static final class Recent {
        private final Deque<Episode> episodes = new ArrayDeque<>();

        /// Whether one that is raised at `at` belongs to them; `at` never goes back.
        boolean draws(Instant at) {
            while (!episodes.isEmpty() && episodes.getFirst().from().plus(FRESH).isBefore(at)) episodes.removeFirst();
            return !episodes.isEmpty()
                    && (!episodes.getLast().from().plus(WINDOW).isBefore(at)
                            || episodes.getFirst().within(at, Instant.MAX));
        }

        void add(Episode episode) {
            while (!episodes.isEmpty() && !end(episodes.getLast()).isAfter(end(episode))) episodes.removeLast();
            episodes.addLast(episode);
        }

        boolean isEmpty() {
            return episodes.isEmpty();
        }

        private static Instant end(Episode episode) {
            return episode.to().orElse(Instant.MAX);
        }
    }
}
