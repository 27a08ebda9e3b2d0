package dev.velocity.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Where a request comes from, as far as one household has one: all of an IPv4 address, the first half of an IPv6 one,
/// since whoever has one of those has 2^64.
final class Address {
    private Address() {}

    static String of(HttpServletRequest request) {
        var text = request.getRemoteAddr();
        if (!text.contains(":")) return text;
        var groups = text.replaceAll("%.*", "").split(":", -1);
        if (groups.length < 8) return text;
        return Arrays.stream(groups).limit(4).collect(Collectors.joining(":")) + "::/64";
    }
}
