package dev.velocity.sensor;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/// Any text is a site or has problems to tell; a site that is written reads back the same.
public final class SiteFileFuzz {
    private SiteFileFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        var text = data.consumeBoolean() ? data.consumeRemainingAsString() : """
                site: s
                name: S
                time-base: live
                time-zone: UTC
                zones:
                  z:
                    name: Z
                    sensors:
                      a:
                        kind: carbon-dioxide
                """ + data.consumeRemainingAsString();
        Site site;
        try {
            site = SiteFile.read(text);
        } catch (WrongFile told) {
            if (told.problems().isEmpty()) throw new AssertionError("wrong, but nothing is told");
            return;
        }
        var written = SiteFile.write(site);
        if (!SiteFile.read(written).equals(site)) throw new AssertionError("written otherwise than read:\n" + written);
    }
}
