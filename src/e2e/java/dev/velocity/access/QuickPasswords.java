package dev.velocity.access;

import dev.velocity.audit.Audit;
import dev.velocity.platform.Clocks;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.Path;

/// The room as in service but for what a password costs: third parties' tests of it are about something else, and sign
/// in a hundred times.
public final class QuickPasswords {
    private static final Passwords.Cost QUICK = new Passwords.Cost(64, 1, 1);

    private QuickPasswords() {}

    public static Access open(Database database, Writer writer, Audit audit, Path dataDirectory) {
        return Access.open(database, writer, audit, Clocks.system(), dataDirectory, QUICK);
    }
}
