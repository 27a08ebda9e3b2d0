package dev.velocity.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Applies what people did by hand to what belongs together by itself. Pure.
final class Shaping {
    private final Map<Long, Integer> groupOf = new HashMap<>();
    private final List<List<Episode>> groups = new ArrayList<>();
    private final HashSet<Integer> touched = new HashSet<>();

    private Shaping(List<List<Episode>> formed) {
        for (var episodes : formed) {
            for (var episode : episodes) groupOf.put(episode.id(), groups.size());
            groups.add(new ArrayList<>(episodes));
        }
    }

    /// The incidents, by the time they began. What names episodes that are no longer known does nothing.
    ///
    /// @param deeds in the order in which they were done
    static List<Incident> apply(List<List<Episode>> formed, List<Reshaping> deeds) {
        var shaping = new Shaping(formed);
        for (var deed : deeds)
            switch (deed) {
                case Reshaping.Merged merged -> shaping.merge(merged.one(), merged.other());
                case Reshaping.Split split -> shaping.split(split.episodes());
            }
        var incidents = new ArrayList<Incident>();
        for (int i = 0; i < shaping.groups.size(); i++)
            if (!shaping.groups.get(i).isEmpty())
                incidents.add(Incident.of(shaping.groups.get(i), shaping.touched.contains(i)));
        incidents.sort(Comparator.comparing(Incident::from).thenComparingLong(Incident::id));
        return List.copyOf(incidents);
    }

    private void merge(long one, long other) {
        var to = groupOf.get(one);
        var from = groupOf.get(other);
        if (to == null || from == null || Objects.equals(to, from)) return;
        for (var episode : groups.get(from)) move(episode, to);
        groups.get(from).clear();
        touched.add(to);
    }

    private void split(List<Long> ids) {
        var known = ids.stream().filter(groupOf::containsKey).toList();
        if (known.isEmpty()) return;
        int fresh = groups.size();
        groups.add(new ArrayList<>());
        for (var id : known) {
            int old = groupOf.getOrDefault(id, fresh);
            touched.add(old);
            groups.get(old).stream()
                    .filter(episode -> episode.id() == id)
                    .findFirst()
                    .ifPresent(episode -> {
                        groups.get(old).remove(episode);
                        move(episode, fresh);
                    });
        }
        touched.add(fresh);
    }

    private void move(Episode episode, int to) {
        groups.get(to).add(episode);
        groupOf.put(episode.id(), to);
    }
}
