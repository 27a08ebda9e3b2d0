package dev.velocity.bridge;

import dev.velocity.access.Device;
import dev.velocity.alert.Warning;
import dev.velocity.alert.Warnings;
import dev.velocity.ingest.Tongue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `POST /api/v1/alertmanager`: webhooks of Prometheus' Alertmanager, version 4. Whatever it says becomes an alert of
/// operations and is over when Alertmanager says so.
///
/// One alert that cannot be read spoils no other: those that can be are taken, and the answer is then 422, which
/// Alertmanager counts and logs and does not send again. A disk that takes nothing is answered with 503 or 507, upon
/// which it does.
final class Alertmanager implements Tongue {
    static final String PATH = "/api/v1/alertmanager";
    private static final int MOST_TOLD = 5;

    private final Warnings warnings;
    private final InstantSource clock;

    Alertmanager(Warnings warnings, InstantSource clock) {
        this.warnings = warnings;
        this.clock = clock;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Answer hear(Device from, byte[] body, int length) {
        if (!from.names(Warnings.BEGINNING))
            return new Answer.Refused(
                    403,
                    "foreign-sensor",
                    "this key is not for warnings: its scope must name " + Warnings.BEGINNING + "*");
        Webhook webhook;
        try {
            webhook = Webhook.read(body, length, clock.instant());
        } catch (Webhook.Unreadable e) {
            return new Answer.Refused(400, e.code(), e.detail());
        }
        var refused = new ArrayList<>(webhook.refused());
        var allowed = new ArrayList<Warning>(webhook.warnings().size());
        for (var warning : webhook.warnings())
            if (from.allows(Warnings.BEGINNING + warning.fingerprint())) allowed.add(warning);
            else refused.add("fingerprint " + warning.fingerprint() + " is not in this key's scope");
        var became = new EnumMap<Warnings.Became, Integer>(Warnings.Became.class);
        for (var one : warnings.take(allowed, from.actor())) became.merge(one, 1, Integer::sum);
        int many = became.getOrDefault(Warnings.Became.TOO_MANY, 0);
        if (many > 0) refused.add(many + " more warnings than are kept open at once: silence or group them");
        return refused.isEmpty()
                ? new Answer.Done(json(became))
                : new Answer.Refused(422, "partly-refused", told(became, refused));
    }

    private static String told(Map<Warnings.Became, Integer> became, List<String> refused) {
        return count(became, Warnings.Became.RAISED) + " raised, " + count(became, Warnings.Became.RESOLVED)
                + " resolved, " + count(became, Warnings.Became.KNOWN) + " known already; refused: "
                + refused.stream().limit(MOST_TOLD).collect(Collectors.joining("; "))
                + (refused.size() > MOST_TOLD ? "; and " + (refused.size() - MOST_TOLD) + " more" : "");
    }

    private static String json(Map<Warnings.Became, Integer> became) {
        return "{\"raised\":" + count(became, Warnings.Became.RAISED) + ",\"resolved\":"
                + count(became, Warnings.Became.RESOLVED) + ",\"known\":" + count(became, Warnings.Became.KNOWN) + "}";
    }

    private static int count(Map<Warnings.Became, Integer> became, Warnings.Became what) {
        return became.getOrDefault(what, 0);
    }
}
