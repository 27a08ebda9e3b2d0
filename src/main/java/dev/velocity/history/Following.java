package dev.velocity.history;

import dev.velocity.platform.Database;
import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.TimeBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest reading of each sensor as it was known at moments of the past. While they go forward, only what came in
/// between is read; one further back begins again at its keyframe. For one thread at a time.
///
/// Of a recorded site the newest reading is the newest taken by then, since all of them came at once; so it is of every
/// site where the journal does not reach back so far.
public final class Following {
    /// Further forward than this, a keyframe is likely to be nearer.
    private static final Duration FAR = Duration.ofMinutes(30);

    private final Readings readings;
    private final Database database;
    private final Catalogue catalogue;
    private final boolean anyLive;
    private Optional<Newest> newest = Optional.empty();
    private long row;
    private Instant reached = Instant.MIN;

    Following(Readings readings, Database database, Catalogue catalogue) {
        this.readings = readings;
        this.database = database;
        this.catalogue = catalogue;
        anyLive = catalogue.sites().stream().anyMatch(site -> site.timeBase() == TimeBase.LIVE);
    }

    /// By the index of the catalogue.
    public List<Optional<Latest>> at(Instant at) {
        if (anyLive && (newest.isEmpty() || at.isBefore(reached) || FAR.compareTo(Duration.between(reached, at)) < 0))
            begin(at);
        var known = newest;
        known.ifPresent(state -> {
            var journal = readings.journal(row, at);
            while (journal.next(state)) {}
            row = journal.row();
            reached = at;
        });
        var arrived = known.map(Newest::all);
        var all = new ArrayList<Optional<Latest>>(catalogue.size());
        for (int i = 0; i < catalogue.size(); i++)
            all.add(
                    arrived.isPresent() && catalogue.site(i).timeBase() == TimeBase.LIVE
                            ? arrived.get().get(i)
                            : readings.lastBefore(catalogue.sensor(i).id(), at));
        return all;
    }

    private void begin(Instant at) {
        newest = Then.begin(database, catalogue, at);
        row = newest.map(Newest::row).orElse(0L);
    }
}
