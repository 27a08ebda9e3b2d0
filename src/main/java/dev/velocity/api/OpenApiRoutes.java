package dev.velocity.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The OpenAPI document of the people's and the devices' API; a test holds it to the routes.
@RestController
final class OpenApiRoutes {
    private static final Resource DOCUMENT = new ClassPathResource("openapi.yaml", OpenApiRoutes.class);

    @GetMapping("/api/v1/openapi.yaml")
    ResponseEntity<byte[]> document() {
        try {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(DOCUMENT.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the OpenAPI document is not in the jar", e);
        }
    }
}
