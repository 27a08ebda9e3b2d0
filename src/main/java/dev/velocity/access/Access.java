package dev.velocity.access;

import dev.velocity.audit.Audit;
import dev.velocity.platform.Database;
import dev.velocity.platform.Writer;
import java.nio.file.Path;
import java.time.InstantSource;

/// The room's doors, opened together on one database: the server has one of these, and so has each run of the
/// command line.
///
/// @param people who may sign in
/// @param sessions who is signed in
/// @param devices what may report readings
/// @param setup how the first admin comes in
/// @param displays screens on walls
public record Access(People people, Sessions sessions, DeviceKeys devices, Setup setup, Displays displays) {
    /// @param clock runs at the machine's pace, whatever the pace of the readings: people do not type faster in
    ///     a demo
    /// @param dataDirectory where the pepper is, or will be made
    public static Access open(Database database, Writer writer, Audit audit, InstantSource clock, Path dataDirectory) {
        return open(database, writer, audit, clock, dataDirectory, Passwords.Cost.STANDARD);
    }

    static Access open(
            Database database,
            Writer writer,
            Audit audit,
            InstantSource clock,
            Path dataDirectory,
            Passwords.Cost cost) {
        var register = new Register(database, writer);
        var pepper = Pepper.in(dataDirectory);
        var passwords = new Passwords(cost);
        var people = new People(register, audit, passwords, clock);
        var displays = new Displays(register, audit, clock);
        return new Access(
                people,
                new Sessions(register, people, audit, passwords, pepper, displays, clock),
                new DeviceKeys(register, audit, pepper, clock),
                new Setup(register, people, clock),
                displays);
    }
}
