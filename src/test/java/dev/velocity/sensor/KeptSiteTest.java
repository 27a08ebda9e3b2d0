package dev.velocity.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSiteTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path data;

    @TempDir
    private Path elsewhere;

    @Test
    void aNamedFileIsKeptAndServedWhenNoneIsNamed() throws IOException {
        var site = kept().open(Optional.of(named("North")), NOW);
        assertThat(site.name()).isEqualTo("North");
        assertThat(kept().open(Optional.empty(), NOW)).isEqualTo(site);
        assertThat(kept().read()).isEqualTo(site);
    }

    @Test
    void withoutAFileThereIsNothingToServe() {
        assertThatThrownBy(() -> kept().open(Optional.empty(), NOW)).isInstanceOf(NoSite.class);
        assertThatThrownBy(() -> kept().open(Optional.of(elsewhere.resolve("none.yaml")), NOW))
                .isInstanceOf(NoSite.class);
    }

    @Test
    void anApprovedChangeOutlivesAStartThatNamesTheSameFileAgain() throws IOException {
        var file = named("North");
        var site = kept().open(Optional.of(file), NOW);
        var changed = site.with(List.of(new Zone("z", "Renamed", List.of())));
        kept().replace(changed, NOW);
        assertThat(kept().open(Optional.of(file), NOW)).isEqualTo(changed);
        assertThat(kept().open(Optional.empty(), NOW)).isEqualTo(changed);
        // A comment is no change of the site.
        Files.writeString(file, "# a comment\n" + Files.readString(file));
        assertThat(kept().open(Optional.of(file), NOW)).isEqualTo(changed);
    }

    @Test
    void aNamedFileThatPeopleChangedIsTakenUpAndWhatWasKeptIsNotLost() throws IOException {
        var site = kept().open(Optional.of(named("North")), NOW);
        var changed = site.with(List.of(new Zone("z", "Renamed", List.of())));
        kept().replace(changed, NOW);
        assertThat(kept().open(Optional.of(named("South")), NOW).name()).isEqualTo("South");
        assertThat(kept().read().name()).isEqualTo("South");
        assertThat(old()).containsExactly(SiteFile.write(site), SiteFile.write(changed));
    }

    @Test
    void everyReplacementLeavesTheOldFileBesideWithItsDate() throws IOException {
        var site = kept().open(Optional.of(named("North")), NOW);
        for (var zone : List.of("one", "two", "three"))
            kept().replace(site.with(List.of(new Zone("z", zone, List.of()))), NOW);
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "site.yaml",
                            "site.given.yaml",
                            "site.until-2026-11-23T12-00-00Z.yaml",
                            "site.until-2026-11-23T12-00-00Z-2.yaml",
                            "site.until-2026-11-23T12-00-00Z-3.yaml");
        }
        assertThat(Files.readString(data.resolve("site.until-2026-11-23T12-00-00Z.yaml")))
                .isEqualTo(SiteFile.write(site));
        assertThat(kept().read().zones().getFirst().name()).isEqualTo("three");
    }

    private KeptSite kept() {
        return new KeptSite(data);
    }

    private Path named(String name) throws IOException {
        return Files.writeString(
                elsewhere.resolve("named.yaml"),
                "site: s\nname: " + name + "\ntime-zone: UTC\nzones:\n  z:\n    name: Z\n");
    }

    private List<String> old() throws IOException {
        try (var files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("site.until-"))
                    .sorted((a, b) ->
                            Integer.compare(a.toString().length(), b.toString().length()))
                    .map(KeptSiteTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
