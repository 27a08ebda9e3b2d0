package dev.velocity.alert;

import dev.velocity.access.Role;
import java.time.Instant;
import java.util.Optional;

/// Calls of certain alerts hidden for a while, on purpose. The alerts are judged and recorded all the same.
///
/// @param id unique, growing
/// @param matcher which alerts
/// @param window when
/// @param owner the person who answers for it
/// @param role the role it was made in; alerts that do not concern it are left alone
/// @param reason in the person's words
/// @param createdAt when it was made
/// @param ended who ended it before its time
/// @param active whether it hides calls now
public record Silence(
        long id,
        Matcher matcher,
        Window window,
        String owner,
        Role role,
        String reason,
        Instant createdAt,
        Optional<Deed> ended,
        boolean active) {
    boolean fits(Alert alert) {
        return matcher.fits(alert) && alert.concerns(role);
    }
}
