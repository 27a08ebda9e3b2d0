package dev.velocity.access;

import static dev.velocity.access.Role.ADMIN;
import static dev.velocity.access.Role.ANALYST;
import static dev.velocity.access.Role.OPERATIONS;
import static dev.velocity.access.Role.RESIDENT;
import static dev.velocity.access.Role.SECURITY;

import dev.velocity.audit.AuditQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who may do what: the one matrix every edge asks. Pure.
///
/// Duties are separate on purpose: an admin lets people in and does not triage, an analyst reads and changes
/// nothing. There is no `default`, so a new action does not compile until somebody has decided who may.
public final class Permissions {
    private Permissions() {}

    /// Whether the role may do this at all; for a single alert ask [#mayAct] too.
    public static boolean allows(Role role, Action action) {
        return switch (action) {
            case READ_SUMMARY, READ_BOARD, READ_SITE, REPORT, READ_AUDIT_OWN -> true;
            case READ_SENSORS -> role != RESIDENT;
            case ACKNOWLEDGE, COMMENT -> role == RESIDENT || role == SECURITY || role == OPERATIONS;
            case RESOLVE, ASSIGN, SHELVE, SILENCE, HAND_OVER, REVIEW_INCIDENTS ->
                role == SECURITY || role == OPERATIONS;
            case TAKE_OUT_OF_SERVICE, PROPOSE_LIMITS -> role == OPERATIONS;
            case APPROVE_LIMITS -> role == ADMIN;
            case PROPOSE_SITE, APPROVE_SITE -> role == OPERATIONS || role == ADMIN;
            case READ_WATCH -> role != RESIDENT;
            case READ_HISTORY, EXPORT -> role == SECURITY || role == OPERATIONS || role == ANALYST;
            case RUN_WHAT_IF -> role == OPERATIONS || role == ANALYST || role == ADMIN;
            case READ_AUDIT_ALERTS -> role == SECURITY || role == ANALYST || role == ADMIN;
            case READ_AUDIT_ALL -> role == ANALYST || role == ADMIN;
            case MANAGE_PEOPLE, MANAGE_DEVICES -> role == ADMIN;
            case MANAGE_DISPLAYS -> role == SECURITY || role == ADMIN;
        };
    }

    /// Whether the role sees an alert that `owner` must handle and `informed` are told of. Asked whenever an
    /// alert is sent, also on an open stream.
    public static boolean maySee(Role role, Role owner, Set<Role> informed) {
        return switch (role) {
            case RESIDENT -> owner == RESIDENT;
            case OPERATIONS -> owner == OPERATIONS || informed.contains(OPERATIONS);
            case SECURITY, ANALYST, ADMIN -> true;
        };
    }

    /// Whether the role may do this to an alert that `owner` must handle and `informed` are told of.
    public static boolean mayAct(Role role, Action action, Role owner, Set<Role> informed) {
        return allows(role, action) && maySee(role, owner, informed);
    }

    /// Which lines of the trail somebody may read: all, those about alerts and what hides or gathers them, or
    /// what they did themselves.
    public static AuditQuery.Reach trail(Person who) {
        if (allows(who.role(), Action.READ_AUDIT_ALL)) return AuditQuery.Reach.ALL;
        return new AuditQuery.Reach(
                Optional.of(who.name()),
                allows(who.role(), Action.READ_AUDIT_ALERTS) ? List.of("alert/", "silence/", "incident/") : List.of());
    }
}
