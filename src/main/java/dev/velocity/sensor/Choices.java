package dev.velocity.sensor;

import dev.velocity.access.Role;
import dev.velocity.measure.Quantity;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// The closed sets a site file may name, by the text people write, in the order they are told.
final class Choices {
    static final Map<String, Role> ROLES = of(Role.values(), Role::text);
    static final Map<String, Severity> SEVERITIES = of(Severity.values(), Severity::text);
    static final Map<String, TimeBase> TIME_BASES =
            of(TimeBase.values(), base -> base == TimeBase.LIVE ? "live" : "recorded");
    static final Map<String, Quantity> QUANTITIES = of(Quantity.values(), Quantity::text);

    private Choices() {}

    private static <T> Map<String, T> of(T[] values, Function<T, String> text) {
        var byText = new LinkedHashMap<String, T>();
        Arrays.stream(values).forEach(value -> byText.put(text.apply(value), value));
        return Collections.unmodifiableMap(byText);
    }
}
