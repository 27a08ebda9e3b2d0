package dev.velocity.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// What makes the command center a program of its own on a device of the local network, and what it shows while the
/// server does not answer. Nothing here is of a person.
@Controller
final class InstallRoutes {
    private static final MediaType MANIFEST = MediaType.parseMediaType("application/manifest+json");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

    private final Pages pages;

    InstallRoutes(Pages pages) {
        this.pages = pages;
    }

    @GetMapping("/manifest.webmanifest")
    ResponseEntity<Map<String, Object>> manifest(Words words) {
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("name", words.of("frame.installed-name"));
        manifest.put("short_name", "Velocity");
        manifest.put("lang", words.language().code());
        manifest.put("id", "/");
        manifest.put("start_url", "/");
        manifest.put("display", "standalone");
        manifest.put("background_color", "#14171a");
        manifest.put("theme_color", "#14171a");
        manifest.put(
                "icons",
                List.of(
                        icon("/assets/icon.svg", "any", "image/svg+xml"),
                        icon("/assets/icon-192.png", "192x192", "image/png"),
                        icon("/assets/icon-512.png", "512x512", "image/png")));
        return ResponseEntity.ok()
                .contentType(MANIFEST)
                .cacheControl(CacheControl.noCache())
                .body(manifest);
    }

    private static Map<String, String> icon(String source, String sizes, String type) {
        return Map.of("src", source, "sizes", sizes, "type", type, "purpose", "any maskable");
    }

    /// At the root, since a worker answers only for what lies below its own address.
    @GetMapping("/worker.js")
    ResponseEntity<Resource> worker() {
        return ResponseEntity.ok()
                .contentType(SCRIPT)
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("static/assets/worker.js"));
    }

    @GetMapping("/offline")
    ResponseEntity<byte[]> offline() {
        return pages.page(HttpStatus.OK, "access/offline", Map.of());
    }
}
