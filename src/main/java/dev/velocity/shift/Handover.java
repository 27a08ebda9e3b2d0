package dev.velocity.shift;

import dev.velocity.access.Role;
import java.time.Instant;

/// What two people signed.
///
/// @param since when the one before was
/// @param at when they signed
/// @param leaving sign-in name of who went
/// @param coming sign-in name of who came
/// @param sheet the text both signed
/// @param digest SHA-256 of it, hex; the trail has it twice, once from each of them
public record Handover(
        long id, Role role, Instant since, Instant at, String leaving, String coming, String sheet, String digest) {}
