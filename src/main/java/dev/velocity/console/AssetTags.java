package dev.velocity.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;

/// Which version of a file of ours a browser has: it asks each time, and gets nothing it has already. By what is in it,
/// since the files of a build all bear the same date. Weak, or the listener would not compress them. Any thread.
final class AssetTags {
    private final Map<String, String> tags = new ConcurrentHashMap<>();

    String of(Resource resource) {
        return tags.computeIfAbsent(Objects.toString(resource.getFilename(), ""), _ -> made(resource));
    }

    private static String made(Resource resource) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256").digest(resource.getContentAsByteArray());
            return "W/\"" + HexFormat.of().formatHex(sha256, 0, 12) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
