package dev.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The project's files build anywhere and promise nothing they do not keep.
class SourcesTest {
    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", "target", "node_modules", "var");
    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|jte|xml|json|js|ts|css|sql|sh|yaml|yml|properties|md|csv|toml)|velocity|run|Containerfile|\\.npmrc");

    @Test
    void noFileNamesARegistry() throws IOException {
        assertThat(lines(Pattern.compile("repo1?\\.maven\\.|registry\\.npmjs|(deb|security)\\.debian\\.org")))
                .isEmpty();
    }

    @Test
    void noFileNamesAPlaceOnOneMachine() throws IOException {
        assertThat(lines(Pattern.compile("(?<![\\w.}-])/(root|work|home/\\w+|Users/\\w+)/|jvm/[a-z]")))
                .isEmpty();
    }

    @Test
    void nothingIsPutOffInAComment() throws IOException {
        assertThat(lines(Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b")))
                .isEmpty();
    }

    /// Every line of a text file in which `pattern` is found, this file's own left out.
    private static List<String> lines(Pattern pattern) throws IOException {
        var found = new ArrayList<String>();
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NOT_OURS.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var name = file.getFileName().toString();
                if (TEXT.matcher(name).matches() && !name.equals("SourcesTest.java"))
                    for (var line : Plan.lines(file))
                        if (pattern.matcher(line).find()) found.add(file + ": " + line.strip());
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
