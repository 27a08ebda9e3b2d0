import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Takes what other machines need out of sqlite-jdbc (10 of its 12 MB), and puts what this one needs beside the jars:
/// `java Trim.java /app`. The same jar in gives the same jar out.
final class Trim {
    private static final String NATIVE = "org/sqlite/native/";

    public static void main(String... arguments) throws IOException {
        var app = Path.of(arguments[0]);
        var ours = NATIVE + "Linux/" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64") + "/libsqlitejdbc.so";
        Path jar;
        try (var jars = Files.newDirectoryStream(app.resolve("lib"), "sqlite-jdbc-*.jar")) {
            jar = jars.iterator().next();
        }
        var trimmed = app.resolve("trimmed.jar");
        boolean found = false;
        try (var in = new ZipInputStream(Files.newInputStream(jar));
                var out = new ZipOutputStream(Files.newOutputStream(trimmed))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                if (entry.getName().equals(ours)) {
                    Files.copy(in, Files.createDirectories(app.resolve("native")).resolve("libsqlitejdbc.so"));
                    found = true;
                }
                if (entry.getName().startsWith(NATIVE)) continue;
                var kept = new ZipEntry(entry.getName());
                kept.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(kept);
                in.transferTo(out);
                out.closeEntry();
            }
        }
        if (!found) throw new IOException(jar + " has no " + ours);
        Files.move(trimmed, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
