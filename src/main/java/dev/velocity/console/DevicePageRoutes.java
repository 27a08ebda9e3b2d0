package dev.velocity.console;

import dev.velocity.access.Device;
import dev.velocity.access.DeviceKeys;
import dev.velocity.access.NewKey;
import dev.velocity.access.Outcome;
import dev.velocity.access.Scope;
import dev.velocity.access.Session;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Which devices may send readings, and their keys. A new key is shown once, in the answer to the form that made it.
@Controller
@RequestMapping("/devices")
final class DevicePageRoutes {
    private final DeviceKeys devices;
    private final Spoken<AlertViews> views;
    private final Shells shells;
    private final Pages pages;
    private final InstantSource clock;

    DevicePageRoutes(DeviceKeys devices, Spoken<AlertViews> views, Shells shells, Pages pages, InstantSource clock) {
        this.devices = devices;
        this.views = views;
        this.shells = shells;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<byte[]> page(Session session, Words words) {
        return page(HttpStatus.OK, session, words, "", AdminView.Once.NOTHING);
    }

    /// @param sensors ids or patterns, with spaces or commas between
    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> add(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String sensors,
            Session session,
            Words words) {
        Scope scope;
        try {
            scope = new Scope(Arrays.stream(sensors.split("[\\s,]+", -1))
                    .filter(text -> !text.isEmpty())
                    .toList());
        } catch (IllegalArgumentException e) {
            return page(
                    HttpStatus.CONFLICT,
                    session,
                    words,
                    words.of("admin.not-done", new Wording(words).why(e)),
                    AdminView.Once.NOTHING);
        }
        return withKey(devices.add(id, scope, DeviceKeys.LIFE, session.person().actor()), session, words);
    }

    /// The old key goes on for a day, so that nothing is lost until the device has the new one.
    @PostMapping(path = "/{id}/rotate", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> rotate(@PathVariable String id, Session session, Words words) {
        return withKey(
                devices.rotate(
                        id,
                        DeviceKeys.OVERLAP,
                        DeviceKeys.LIFE,
                        session.person().actor()),
                session,
                words);
    }

    @PostMapping(path = "/{id}/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<byte[]> revoke(@PathVariable String id, Session session, Words words) {
        return after(devices.revoke(id, session.person().actor()), session, words);
    }

    private ResponseEntity<byte[]> withKey(Outcome<NewKey> outcome, Session session, Words words) {
        return outcome instanceof Outcome.Done<NewKey>(var made)
                ? page(
                        HttpStatus.OK,
                        session,
                        words,
                        "",
                        new AdminView.Once(made.device().id(), made.text().reveal()))
                : after(outcome, session, words);
    }

    private <T> ResponseEntity<byte[]> after(Outcome<T> outcome, Session session, Words words) {
        return Pages.after(
                outcome,
                _ -> "/devices",
                (code, because) -> page(
                        HttpStatus.CONFLICT,
                        session,
                        words,
                        words.of(
                                "admin.not-done",
                                words.known("admin.refused." + code).orElse(because)),
                        AdminView.Once.NOTHING));
    }

    private ResponseEntity<byte[]> page(
            HttpStatus status, Session session, Words words, String notice, AdminView.Once once) {
        var shell = shells.around("devices", session, words);
        var shown = devices.all().stream()
                .map(device -> new AdminView.Device(
                        device.id(),
                        String.join(", ", device.scope().patterns()),
                        device.revoked(),
                        device.keys().stream()
                                .filter(key -> !key.revoked())
                                .map(key -> key(key, words))
                                .toList()))
                .toList();
        return pages.page(
                status, "admin/devices", Map.of("shell", shell, "devices", shown, "notice", notice, "once", once));
    }

    private AdminView.Key key(Device.Key key, Words words) {
        var now = clock.instant();
        var left = Duration.between(now, key.expires());
        return new AdminView.Key(
                key.id(),
                key.used().map(at -> views.in(words).moment("", at)),
                left.isNegative() ? "" : new Wording(words).age(left));
    }
}
