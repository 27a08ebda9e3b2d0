package dev.velocity.console;

import dev.velocity.access.Outcome;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;

/// Makes pages of the compiled templates in `src/main/jte`. Every value in them is escaped for the place it stands in.
final class Pages {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /// @param template its path below `src/main/jte` without ending, as `access/sign-in`
    /// @param values each `@param` of the template by its name
    ResponseEntity<byte[]> page(HttpStatus status, String template, Map<String, Object> values) {
        return ResponseEntity.status(status).contentType(HTML).body(bytes(template, values));
    }

    /// Sends the browser on after a form was taken.
    static ResponseEntity<byte[]> see(String place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(place))
                .build();
    }

    /// What a form is answered: where to go on, or its page again with why not.
    ///
    /// @param place for what was made of the form
    /// @param refused for a refusal's code and its words
    static <T> ResponseEntity<byte[]> after(
            Outcome<T> outcome, Function<T, String> place, BiFunction<String, String, ResponseEntity<byte[]>> refused) {
        return switch (outcome) {
            case Outcome.Done<T>(var made) -> see(place.apply(made));
            case Outcome.Unknown<T>() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case Outcome.Refused<T>(var code, var because) -> refused.apply(code, because);
        };
    }

    byte[] bytes(String template, Map<String, Object> values) {
        var output = new Utf8ByteOutput();
        templates.render(template + ".jte", values, output);
        try {
            var bytes = new ByteArrayOutputStream(output.getContentLength());
            output.writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to write", e);
        }
    }
}
