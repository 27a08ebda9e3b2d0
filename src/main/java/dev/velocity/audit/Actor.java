package dev.velocity.audit;

/// Who did something: a person by name, a device by id, or the house itself.
///
/// @param name the person's sign-in name, the device's id, or one of the constants here
/// @param role the role it was done in
public record Actor(String name, String role) {
    /// A rule whose condition came or went.
    public static final Actor CONDITION = new Actor("condition", "system");
    /// The server itself: start, stop, upkeep.
    public static final Actor SYSTEM = new Actor("system", "system");
    /// Whoever sits at the machine and may read its files.
    public static final Actor COMMAND_LINE = new Actor("command-line", "system");
}
