package dev.velocity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.sensor.Catalogue;
import dev.velocity.sensor.SiteFile;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void everySensorIsFoundAndNothingElse() {
        var random = new Random(5);
        var file = new StringBuilder("""
                site: s
                name: S
                time-base: live
                time-zone: UTC
                zones:
                  z:
                    name: Z
                    sensors:
                """);
        for (int i = 0; i < 2_000; i++)
            file.append("      ").append(name(random, i)).append(": { kind: carbon-dioxide }\n");
        var catalogue = new Catalogue(List.of(SiteFile.read(file.toString())));
        var names = new Names(catalogue);
        for (int i = 0; i < catalogue.size(); i++) {
            var id = catalogue.sensor(i).id().text();
            assertThat(find(names, id)).isEqualTo(i);
            for (var other : List.of(id + "0", "0" + id, id.substring(1), id.toUpperCase(java.util.Locale.ROOT) + "A"))
                assertThat(find(names, other)).as(other).isEqualTo(catalogue.index(other));
        }
        assertThat(find(names, "")).isEqualTo(-1);
    }

    @Test
    void namesOfOneHashAreToldApart() {
        // 31 * 'a' + 'n' is 31 * 'c' + '0'.
        var catalogue = new Catalogue(List.of(SiteFile.read("""
                site: s
                name: S
                time-base: live
                time-zone: UTC
                zones:
                  z:
                    name: Z
                    sensors:
                      anan: { kind: carbon-dioxide }
                      c0c0: { kind: carbon-dioxide }
                      anc0: { kind: carbon-dioxide }
                """)));
        assertThat("anan").hasSameHashCodeAs("c0c0").hasSameHashCodeAs("anc0").hasSameHashCodeAs("c0an");
        var names = new Names(catalogue);
        for (int i = 0; i < catalogue.size(); i++)
            assertThat(find(names, catalogue.sensor(i).id().text())).isEqualTo(i);
        assertThat(find(names, "c0an")).isEqualTo(-1);
    }

    private static String name(Random random, int i) {
        var name = new StringBuilder("s" + i);
        for (int length = random.nextInt(20); length > 0; length--)
            name.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
        return name.toString();
    }

    private static int find(Names names, String id) {
        var buffer = ("xx" + id + "yy").toCharArray();
        return names.find(buffer, 2, id.length());
    }
}
