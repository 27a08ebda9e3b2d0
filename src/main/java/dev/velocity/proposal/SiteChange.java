package dev.velocity.proposal;

import dev.velocity.rule.Damping;
import dev.velocity.sensor.Limit;
import dev.velocity.sensor.Sensor;
import dev.velocity.sensor.Site;
import dev.velocity.sensor.SiteFile;
import dev.velocity.sensor.WrongFile;
import java.util.Optional;

/// What a proposal makes of a site. Pure.
sealed interface SiteChange {
    /// The site with the proposal's damping; to be written.
    record Changed(Site site) implements SiteChange {}

    /// The site says so already: an approval that was cut short after the file was written.
    record Already() implements SiteChange {}

    /// The site has changed since the proposal was made.
    record Unfit(String because) implements SiteChange {}

    static SiteChange of(Site site, Proposal proposal) {
        var found = site.zones().stream()
                .flatMap(zone -> zone.sensors().stream())
                .filter(sensor -> sensor.id().equals(proposal.sensor()))
                .findFirst()
                .flatMap(sensor -> sensor.limit(proposal.rule()))
                .flatMap(limit -> Damping.of(limit, proposal.severity()));
        var what = proposal.sensor() + "/" + proposal.rule() + " "
                + proposal.severity().text();
        if (found.isEmpty()) return new Unfit("the site file has no step " + what + " any more: refuse this proposal");
        if (found.get().equals(proposal.to())) return new Already();
        if (!found.get().equals(proposal.from()))
            return new Unfit("the site file was changed since this was proposed: " + what + " has "
                    + found.get().text() + " now, and not " + proposal.from().text()
                    + ". Refuse this proposal and have it proposed again");
        var changed = site.with(site.zones().stream()
                .map(zone -> zone.with(zone.sensors().stream()
                        .map(sensor -> sensor.id().equals(proposal.sensor()) ? changed(sensor, proposal) : sensor)
                        .toList()))
                .toList());
        return problem(changed)
                .<SiteChange>map(wrong -> new Unfit("the site file would be wrong with it: " + wrong))
                .orElseGet(() -> new Changed(changed));
    }

    private static Sensor changed(Sensor sensor, Proposal proposal) {
        return sensor.with(sensor.limits().stream()
                .map(limit -> limit.name().equals(proposal.rule()) ? changed(limit, proposal) : limit)
                .toList());
    }

    private static Limit changed(Limit limit, Proposal proposal) {
        return proposal.to().on(limit, proposal.severity());
    }

    /// A file that cannot be read again would keep the server from starting.
    private static Optional<String> problem(Site site) {
        try {
            return SiteFile.read(SiteFile.write(site)).equals(site)
                    ? Optional.empty()
                    : Optional.of("it would read back as another site");
        } catch (WrongFile e) {
            return Optional.of(e.problems().getFirst().toString());
        }
    }
}
