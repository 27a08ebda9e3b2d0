package dev.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Machines without Node get the style sheet and script that machines with Node build.
class FallbackTest {

    @ParameterizedTest
    @ValueSource(strings = {"app.css", "app.js", "chart.js", "chunk.js", "worker.js"})
    void theCommittedCopyIsWhatTheSourcesBuild(String file) {
        assertThat(Path.of("src", "main", "web", "fallback", file))
                .as("the copy for machines without Node (./velocity format renews it)")
                .hasSameTextualContentAs(Path.of("target", "classes", "static", "assets", file));
    }
}
