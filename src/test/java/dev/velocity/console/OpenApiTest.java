package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velocity.api.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Holds the OpenAPI document to the routes: nothing is missing, nothing is promised that is not there.
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private final Map<?, ?> document = document();

    @Test
    void saysWhichVersionItIs() {
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
    }

    @Test
    void namesEveryRouteOfThePeoplesApiAndTheDevicesDoorAndNoOther() {
        var routes = Routes.ROWS.stream()
                .filter(row -> row.template().startsWith("/api/"))
                .map(Routes.Row::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        routes.add("POST /api/v1/readings");
        routes.add("POST /api/v1/alertmanager");
        var told = new TreeSet<String>();
        map(document.get("paths")).forEach((path, operations) -> {
            for (var method : map(operations).keySet())
                if (METHODS.contains(String.valueOf(method)))
                    told.add(String.valueOf(method).toUpperCase(Locale.ROOT) + " " + path);
        });
        assertThat(told).isEqualTo(routes);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var references = new ArrayList<String>();
        references(document, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            @Nullable Object at = document;
            for (var step : reference.substring(2).split("/", -1)) at = map(at).get(step);
            assertThat(at).as(reference).isNotNull();
        });
    }

    @Test
    void everyPartOfATemplateIsAParameter() {
        map(document.get("paths"))
                .forEach((path, operations) -> map(operations).forEach((method, operation) -> {
                    if (!METHODS.contains(String.valueOf(method))) return;
                    var wanted = new HashSet<String>();
                    for (var part : String.valueOf(path).split("/", -1))
                        if (part.startsWith("{")) wanted.add(part.substring(1, part.length() - 1));
                    var given = new HashSet<String>();
                    if (map(operation).get("parameters") instanceof List<?> parameters)
                        for (var parameter : parameters)
                            if ("path".equals(map(parameter).get("in")))
                                given.add(String.valueOf(map(parameter).get("name")));
                    assertThat(given).as("%s %s", method, path).isEqualTo(wanted);
                }));
    }

    private static void references(@Nullable Object node, List<String> found) {
        switch (node) {
            case Map<?, ?> map ->
                map.forEach((key, value) -> {
                    if ("$ref".equals(key)) found.add(String.valueOf(value));
                    else references(value, found);
                });
            case List<?> list -> list.forEach(one -> references(one, found));
            case null, default -> {}
        }
    }

    private static Map<?, ?> map(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) return map;
        throw new AssertionError("not an object: " + node);
    }

    private static Map<?, ?> document() {
        try (InputStream in = Problem.class.getResourceAsStream("openapi.yaml")) {
            assertThat(in).isNotNull();
            return map(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
