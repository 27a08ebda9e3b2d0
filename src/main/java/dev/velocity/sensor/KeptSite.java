package dev.velocity.sensor;

import dev.velocity.platform.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site file in the data directory: what the next start serves, and where an approved change goes. It is
/// replaced whole or not at all, and what it held before is kept beside it under the instant it was replaced
/// at.
public final class KeptSite {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSite.class);
    private final Path file;
    /// What the file named at a start held when it was last taken up, in canonical form.
    private final Path given;

    public KeptSite(Path dataDirectory) {
        file = dataDirectory.resolve("site.yaml");
        given = dataDirectory.resolve("site.given.yaml");
    }

    /// The site to serve. A named file is taken up when it is new or has changed since it last was;
    /// otherwise the kept one goes on, so that a server that is always started with the same file does not
    /// lose approved changes.
    ///
    /// @throws NoSite when no file is named and none is kept
    Site open(Optional<Path> named, Instant now) throws IOException {
        var source = named.orElse(file);
        if (!Files.exists(source))
            throw new NoSite("there is no site file " + source
                    + ": name one with --site, or begin with `velocity site example`");
        if (named.isEmpty() || (Files.exists(file) && Files.isSameFile(source, file))) return read();
        var site = SiteFile.read(source);
        var text = SiteFile.write(site);
        if (Files.exists(file)) {
            boolean unchanged = Files.exists(given) && Files.readString(given).equals(text);
            boolean own = !Files.readString(file).equals(text);
            if (unchanged && own)
                LOG.info(
                        "{} is as it was when it was last taken up: serving it with the changes approved since, from {}",
                        source,
                        file);
            if (unchanged) return own ? read() : site;
            if (own) keepOld(now);
        }
        WholeFile.write(file, text);
        WholeFile.write(given, text);
        return site;
    }

    /// The site as the file says it now.
    public Site read() throws IOException {
        return SiteFile.read(file);
    }

    /// Writes another site into the file; the one before is kept beside it.
    public void replace(Site site, Instant now) throws IOException {
        if (Files.exists(file)) keepOld(now);
        WholeFile.write(file, SiteFile.write(site));
    }

    private void keepOld(Instant now) throws IOException {
        var name = "site.until-" + now.toString().replace(':', '-');
        var other = file.resolveSibling(name + ".yaml");
        for (int i = 2; Files.exists(other); i++) other = file.resolveSibling(name + "-" + i + ".yaml");
        WholeFile.keepAs(file, other);
    }
}
