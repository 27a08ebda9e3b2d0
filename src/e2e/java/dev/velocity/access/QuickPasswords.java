package dev.velocity.access;

import dev.velocity.audit.Audit;
import dev.velocity.platform.Clocks;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.Path;

/// The room as in service but for what a password costs, for tests of pages: they start servers with five people each,
/// and are about something else.
public final class QuickPasswords {
    private QuickPasswords() {}

    public static Access open(Database database, Writer writer, Audit audit, Path dataDirectory) {
        return Access.open(database, writer, audit, Clocks.system(), dataDirectory, House.CHEAP);
    }
}
