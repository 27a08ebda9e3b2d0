package dev.velocity.console;

import dev.velocity.access.Action;
import dev.velocity.access.Permissions;
import dev.velocity.access.Person;
import dev.velocity.alert.Source;
import dev.velocity.incident.Incident;
import dev.velocity.incident.IncidentDetail;
import dev.velocity.incident.IncidentQuery;
import dev.velocity.incident.Incidents;
import dev.velocity.incident.Reshaping;
import dev.velocity.incident.Review;
import dev.velocity.replay.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts incidents into words.
final class IncidentViews {
    /// How far away in time another incident may be to be offered for merging.
    private static final Duration NEAR = Duration.ofHours(12);

    /// What is replayed around an incident.
    private static final Duration AROUND = Duration.ofMinutes(10);

    private static final Duration LONGEST_REPLAY = Duration.ofDays(31).minusSeconds(1);

    private final Words words;
    private final Wording wording;
    private final AlertViews alerts;
    private final Incidents incidents;
    private final InstantSource clock;

    IncidentViews(Words words, AlertViews alerts, Incidents incidents, InstantSource clock) {
        this.words = words;
        this.wording = new Wording(words);
        this.alerts = alerts;
        this.incidents = incidents;
        this.clock = clock;
    }

    IncidentView.Line line(Incident incident) {
        var source = incident.firstOut().source();
        return new IncidentView.Line(
                incident.id(),
                incident.severity().text(),
                wording.mark(incident.severity()),
                alerts.headline(source),
                places(incident),
                alerts.moment(source.site(), incident.from()),
                incident.to().map(at -> alerts.moment(source.site(), at)),
                length(incident.from(), incident.to().orElseGet(clock::instant)),
                incident.episodes().size(),
                incident.calls(),
                incident.shaped(),
                replay(incident.from(), incident.to(), clock.instant()));
    }

    /// Where an incident is played again: from a little before it to a little after; while it lasts, up to now.
    static String replay(Instant from, Optional<Instant> to, Instant now) {
        var begin = from.minus(AROUND);
        var end = to.map(at -> at.plus(AROUND)).orElse(now);
        var longest = begin.plus(LONGEST_REPLAY);
        return ReplayView.address(new Stretch(begin, end.isAfter(longest) ? longest : end), begin);
    }

    IncidentView view(IncidentDetail detail, Person viewer) {
        var incident = detail.incident();
        var first = incident.firstOut();
        return new IncidentView(
                line(incident),
                incident.episodes().stream()
                        .map(episode -> new IncidentView.Episode(
                                episode.id(),
                                episode.alert(),
                                episode.severity().text(),
                                wording.mark(episode.severity()),
                                alerts.headline(episode.source()),
                                place(episode.source()),
                                alerts.moment(episode.source().site(), episode.from()),
                                length(episode.from(), episode.to().orElseGet(clock::instant)),
                                episode.id() == first.id()))
                        .toList(),
                incident.withheld(),
                detail.people().stream().map(alerts::display).toList(),
                detail.sequence().stream().map(alerts::line).toList(),
                detail.shapings().stream()
                        .map(shaping -> shaping(shaping, first.source().site()))
                        .toList(),
                near(incident, viewer),
                detail.review()
                        .map(review -> review(review, first.source().site()))
                        .orElseGet(() -> new IncidentView.Review(
                                Review.NONE_SEEN, "", "", "", "", "", java.util.Optional.empty())),
                Permissions.allows(viewer.role(), Action.REVIEW_INCIDENTS));
    }

    private List<IncidentView.Line> near(Incident incident, Person viewer) {
        var end = incident.to().orElseGet(clock::instant);
        return incidents
                .list(IncidentQuery.all(
                        viewer.role(),
                        incident.from().minus(NEAR),
                        end.plus(NEAR).plusSeconds(1)))
                .stream()
                .filter(other -> other.id() != incident.id())
                .map(this::line)
                .toList();
    }

    private IncidentView.Review review(Review review, String site) {
        var said = review.words();
        return new IncidentView.Review(
                review.id(),
                said.happened(),
                said.why(),
                said.well(),
                said.actions(),
                alerts.display(review.by()),
                java.util.Optional.of(alerts.moment(site, review.at())));
    }

    private IncidentView.Shaping shaping(Reshaping shaping, String site) {
        var what = switch (shaping) {
            case Reshaping.Merged(var _, long one, long other, var _, var _, var _) ->
                words.of("timeline.merged", one, other);
            case Reshaping.Split(var _, var episodes, var _, var _, var _) ->
                words.of("timeline.split-off", episodes.size());
        };
        return new IncidentView.Shaping(
                alerts.display(shaping.by()), alerts.moment(site, shaping.at()), what, shaping.reason());
    }

    private String places(Incident incident) {
        return incident.episodes().stream()
                .map(episode -> place(episode.source()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String place(Source source) {
        return alerts.place(source.site(), source.zone());
    }

    private String length(Instant from, Instant to) {
        return wording.age(Duration.between(from, to));
    }
}
