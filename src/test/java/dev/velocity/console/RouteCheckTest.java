package dev.velocity.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RouteCheckTest {
    /// Something to map to.
    static final class Handler {
        String answer() {
            return "";
        }
    }

    @Test
    void aMappingWithoutARowStopsTheStartAndIsNamed() throws Exception {
        var check = check(
                RequestMappingInfo.paths("/api/v1/people").methods(RequestMethod.GET),
                RequestMappingInfo.paths("/api/v1/secrets").methods(RequestMethod.GET),
                RequestMappingInfo.paths("/sign-in").methods(RequestMethod.DELETE),
                RequestMappingInfo.paths("/setup"));
        assertThatThrownBy(check::afterSingletonsInstantiated)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("GET /api/v1/secrets", "DELETE /sign-in", "/setup", "names no method")
                .hasMessageNotContaining("/api/v1/people");
    }

    @Test
    void mappingsWithRowsMayStart() throws Exception {
        var check = check(RequestMappingInfo.paths("/sign-in").methods(RequestMethod.GET, RequestMethod.POST));
        assertThatCode(check::afterSingletonsInstantiated).doesNotThrowAnyException();
    }

    @Test
    void theRowThatSaysMostDecides() {
        var routes = new Routes();
        assertThat(routes.find("GET", "/api/v1/me/sessions").orElseThrow().template())
                .isEqualTo("/api/v1/me/sessions");
        assertThat(routes.find("HEAD", "/sign-in")).isPresent();
        assertThat(routes.find("OPTIONS", "/sign-in")).isEmpty();
        assertThat(routes.find("GET", "/api/v1/people/x/y/z")).isEmpty();
        assertThat(routes.isPage("/")).isTrue();
        assertThat(routes.isPage("/sign-in")).isFalse();
        assertThat(routes.isPage("/api/v1/me")).isFalse();
        assertThat(routes.isPage("//evil.example")).isFalse();
    }

    private static RouteCheck check(RequestMappingInfo.Builder... mappings) throws Exception {
        var mapping = new RequestMappingHandlerMapping();
        var context = new StaticWebApplicationContext();
        context.refresh();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        var method = Handler.class.getDeclaredMethod("answer");
        for (var info : mappings)
            mapping.registerMapping(
                    info.options(mapping.getBuilderConfiguration()).build(), new Handler(), method);
        return new RouteCheck(new Routes(), List.of(mapping));
    }
}
