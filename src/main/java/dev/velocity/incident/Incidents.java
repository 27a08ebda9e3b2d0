package dev.velocity.incident;

import dev.velocity.access.Action;
import dev.velocity.access.Outcome;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.access.Role;
import dev.velocity.alert.AlertChanged;
import dev.velocity.alert.Alerts;
import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Micros;
import dev.velocity.platform.Rows;
import dev.velocity.platform.Writer;
import dev.velocity.sensor.Catalogue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/// Incidents: which alerts belong together, what people made of it by hand, and what they wrote about it afterwards.
/// Start here. Any thread.
///
/// What belongs together is worked out from the alerts' history each time it has changed ([Forming]); only what people
/// did is stored. An incident's number is that of its first episode, and any episode's number finds it, so an address
/// once written down goes on to lead somewhere after merging and splitting.
public final class Incidents {
    private static final int MOST_REASON = 500;

    private final Chronicle chronicle;
    private final Alerts alerts;
    private final Catalogue catalogue;
    private final Database database;
    private final Writer writer;
    private final Audit audit;
    private final InstantSource clock;
    private Formed formed = Formed.of(-1, List.of(), List.of());

    Incidents(
            Chronicle chronicle,
            Alerts alerts,
            Catalogue catalogue,
            Database database,
            Writer writer,
            Audit audit,
            InstantSource clock) {
        this.chronicle = chronicle;
        this.alerts = alerts;
        this.catalogue = catalogue;
        this.database = database;
        this.writer = writer;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param seq of the newest event in it
    /// @param incidents by the time they began
    /// @param byEpisode the same, by the number of each of their episodes
    private record Formed(long seq, List<Incident> incidents, Map<Long, Incident> byEpisode, List<Reshaping> shapings) {
        static Formed of(long seq, List<Incident> incidents, List<Reshaping> shapings) {
            var byEpisode = new HashMap<Long, Incident>();
            for (var incident : incidents)
                for (var episode : incident.episodes()) byEpisode.put(episode.id(), incident);
            return new Formed(seq, incidents, byEpisode, shapings);
        }

        Optional<Incident> holding(long episode) {
            return Optional.ofNullable(byEpisode.get(episode));
        }
    }

    /// Newest first; at most as many as asked for.
    public List<Incident> list(IncidentQuery query) {
        return formed().incidents().reversed().stream()
                .flatMap(incident -> incident.seenBy(query.viewer()).stream())
                .filter(query::fits)
                .limit(query.most())
                .toList();
    }

    /// The incident that has this episode, with all that is known of it; empty when there is none or it does not
    /// concern the role.
    public Optional<IncidentDetail> find(long id, Role viewer) {
        var now = formed();
        return now.holding(id)
                .flatMap(whole -> whole.seenBy(viewer)
                        .map(seen -> new IncidentDetail(
                                seen,
                                sequence(seen),
                                now.shapings().stream()
                                        .filter(deed -> concerns(deed, whole))
                                        .toList(),
                                reviews(whole).stream().findFirst())));
    }

    /// Every writing of its review, newest first; those of the incidents merged into it too.
    public List<Review> reviews(long id, Role viewer) {
        return formed().holding(id)
                .filter(whole -> whole.seenBy(viewer).isPresent())
                .map(this::reviews)
                .orElse(List.of());
    }

    /// Number of the incident each of these alerts is in with its newest episode; those without one are left out.
    public Map<Long, Long> of(Collection<Long> ids) {
        var wanted = new HashSet<>(ids);
        var found = new HashMap<Long, Long>();
        var episodes = new HashMap<Long, Long>();
        for (var incident : formed().incidents())
            for (var episode : incident.episodes())
                if (wanted.contains(episode.alert())
                        && episodes.merge(episode.alert(), episode.id(), Math::max) == episode.id())
                    found.put(episode.alert(), incident.id());
        return found;
    }

    /// Number of the incident an episode is in.
    LongUnaryOperator byEpisode() {
        var now = formed();
        return episode -> now.holding(episode).map(Incident::id).orElse(episode);
    }

    /// Makes one incident of two. Refused with `reason-missing`, `same-incident` or `forbidden`.
    public Outcome<Incident> merge(long id, long other, String reason, Person who) {
        return shape(id, reason, who, (whole, number, at) -> {
            var second = formed().holding(other)
                    .filter(found -> found.seenBy(who.role()).isPresent());
            if (second.isEmpty()) return new Outcome.Unknown<>();
            if (second.get().id() == whole.id())
                return new Outcome.Refused<>("same-incident", "these are one incident already");
            return new Outcome.Done<>(
                    new Reshaping.Merged(number, whole.id(), second.get().id(), who.name(), at, reason.strip()));
        });
    }

    /// Makes an incident of its own of some of an incident's episodes; what is answered is the new one. Refused with
    /// `reason-missing`, `not-in-it`, `nothing-left` or `forbidden`.
    public Outcome<Incident> split(long id, Collection<Long> episodes, String reason, Person who) {
        return shape(id, reason, who, (whole, number, at) -> {
            var own = whole.episodes().stream()
                    .filter(episode -> episode.concerns(who.role()))
                    .map(Episode::id)
                    .collect(Collectors.toSet());
            var chosen = List.copyOf(new TreeSet<>(episodes));
            if (chosen.isEmpty() || !own.containsAll(chosen))
                return new Outcome.Refused<>("not-in-it", "name one or more episodes of this incident");
            if (chosen.size() == whole.episodes().size())
                return new Outcome.Refused<>("nothing-left", "leave at least one episode in the incident");
            return new Outcome.Done<>(new Reshaping.Split(number, chosen, who.name(), at, reason.strip()));
        });
    }

    /// Writes the review anew; what was written before is kept. Refused with `nothing-written`, `changed` when somebody
    /// else wrote meanwhile, or `forbidden`.
    ///
    /// @param seen id of the review the person saw last; [Review#NONE_SEEN] when there was none
    public Outcome<Review> review(long id, Review.Words words, long seen, Person who) {
        if (!Permissions.allows(who.role(), Action.REVIEW_INCIDENTS)) return forbidden();
        var found =
                formed().holding(id).filter(whole -> whole.seenBy(who.role()).isPresent());
        if (found.isEmpty()) return new Outcome.Unknown<>();
        var incident = found.get();
        return writer.write(tx -> {
            var before = reviews(tx, incident).stream().findFirst();
            if (Review.seen(before) != seen)
                return new Outcome.Refused<Review>(
                        "changed", "somebody else wrote the review meanwhile; load it again and put both together");
            if (words.isEmpty() && before.isEmpty())
                return new Outcome.Refused<Review>("nothing-written", "write something in one of its parts");
            if (before.map(Review::words).equals(Optional.of(words))) return new Outcome.Done<>(before.orElseThrow());
            var review =
                    new Review(IncidentStore.nextReview(tx), incident.id(), words, who.name(), stored(clock.instant()));
            IncidentStore.insert(tx, review);
            audit.append(tx, who.actor(), "incident.reviewed", object(incident), IncidentJson.detail(review));
            return new Outcome.Done<>(review);
        });
    }

    private interface Shape {
        /// @param number of the shaping
        Outcome<Reshaping> of(Incident whole, long number, Instant at);
    }

    private Outcome<Incident> shape(long id, String reason, Person who, Shape shape) {
        if (!Permissions.allows(who.role(), Action.REVIEW_INCIDENTS)) return forbidden();
        if (reason.isBlank() || reason.length() > MOST_REASON)
            return new Outcome.Refused<>("reason-missing", "say why in 1 to " + MOST_REASON + " characters");
        var found =
                formed().holding(id).filter(whole -> whole.seenBy(who.role()).isPresent());
        if (found.isEmpty()) return new Outcome.Unknown<>();
        var outcome = writer.write(tx -> {
            var deed = shape.of(found.get(), IncidentStore.nextShaping(tx), stored(clock.instant()));
            if (deed instanceof Outcome.Done<Reshaping>(var done)) {
                IncidentStore.insert(tx, done);
                audit.append(
                        tx,
                        who.actor(),
                        done instanceof Reshaping.Merged ? "incident.merged" : "incident.split",
                        object(found.get()),
                        IncidentJson.detail(done));
            }
            return deed;
        });
        return switch (outcome) {
            case Outcome.Done<Reshaping>(var deed) ->
                formed().holding(anchor(deed))
                        .flatMap(whole -> whole.seenBy(who.role()))
                        .<Outcome<Incident>>map(Outcome.Done::new)
                        .orElseGet(Outcome.Unknown::new);
            case Outcome.Refused<Reshaping>(var code, var because) -> new Outcome.Refused<>(code, because);
            case Outcome.Unknown<Reshaping>() -> new Outcome.Unknown<>();
        };
    }

    /// An episode of what came of it.
    private static long anchor(Reshaping deed) {
        return switch (deed) {
            case Reshaping.Merged merged -> merged.one();
            case Reshaping.Split split -> split.episodes().getFirst();
        };
    }

    private synchronized Formed formed() {
        var state = chronicle.now();
        var shapings = database.read(IncidentStore::shapings);
        if (formed.seq() == state.seq() && formed.shapings().size() == shapings.size()) return formed;
        var links = new Forming.Links(
                condition -> catalogue.causes(condition.sensor(), condition.rule()), catalogue::effects);
        formed = Formed.of(state.seq(), Shaping.apply(Forming.form(state.episodes(), links), shapings), shapings);
        return formed;
    }

    private List<AlertChanged> sequence(Incident incident) {
        var episodes = incident.episodes().stream().collect(Collectors.groupingBy(Episode::alert));
        return alerts.histories(episodes.keySet()).values().stream()
                .flatMap(List::stream)
                .filter(event -> episodes.getOrDefault(event.alert().id(), List.of()).stream()
                        .anyMatch(episode -> episode.id() <= event.seq() && event.seq() <= episode.deed()))
                .sorted(Comparator.comparingLong(AlertChanged::seq))
                .toList();
    }

    private List<Review> reviews(Incident incident) {
        return database.read(rows -> reviews(rows, incident));
    }

    private static List<Review> reviews(Rows rows, Incident incident) {
        return IncidentStore.reviews(rows).stream()
                .filter(review -> incident.holds(review.incident()))
                .toList();
    }

    private static boolean concerns(Reshaping deed, Incident incident) {
        return switch (deed) {
            case Reshaping.Merged merged -> incident.holds(merged.one()) || incident.holds(merged.other());
            case Reshaping.Split split -> split.episodes().stream().anyMatch(incident::holds);
        };
    }

    private static Instant stored(Instant at) {
        return Micros.toInstant(Micros.of(at));
    }

    private static String object(Incident incident) {
        return "incident/" + incident.id();
    }

    private static <T> Outcome<T> forbidden() {
        return new Outcome.Refused<>("forbidden", "your role may not do this");
    }
}
