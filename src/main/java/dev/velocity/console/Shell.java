package dev.velocity.console;

import dev.velocity.access.Session;
import java.util.List;

/// What stands around a page of somebody signed in, and what its script begins with.
///
/// @param page which page it is: `board`, `alert`, `sensors`, `silences`, `handover`,
///     `kpis` or `proposals`
/// @param seq the last event the page's words know of; the stream goes on behind it
/// @param now the server's time when the page was made
/// @param timeZone of the site, for the clock
/// @param speed how fast the server's clock runs; 1 unless it is a demonstration
/// @param words those of whoever looks
/// @param counts open alerts by severity, worst first
/// @param mayReadSensors whether the page of sensors is theirs to see
/// @param mayReadWatch whether the page of silences is
/// @param mayReadHistory whether the timeline is
/// @param mayManagePeople whether they look after people
/// @param mayManageDevices whether they look after devices
/// @param idleSeconds how long nobody needs to touch the page before it is signed out
public record Shell(
        Session session,
        Words words,
        String page,
        long seq,
        Moment now,
        String timeZone,
        double speed,
        List<AlertView.Count> counts,
        boolean mayReadSensors,
        boolean mayReadWatch,
        boolean mayReadHistory,
        boolean mayManagePeople,
        boolean mayManageDevices,
        long idleSeconds) {}
