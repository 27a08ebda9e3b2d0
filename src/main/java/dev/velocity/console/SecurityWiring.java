package dev.velocity.console;

import dev.velocity.access.Displays;
import dev.velocity.access.Sessions;
import dev.velocity.access.Setup;
import dev.velocity.platform.HttpMeters;
import dev.velocity.platform.Tracing;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.CacheControl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Puts the [Gate] before the people's listener, with Spring Security's firewall before it and its header writers
/// around it.
@Configuration(proxyBeanMethods = false)
class SecurityWiring {
    /// No script or style but our own files, no frames, nothing sent anywhere else, and no string ever becomes
    /// script or markup.
    static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; report-uri /csp";

    @Bean
    Routes routes(Environment environment) {
        return environment.getProperty(StyleguideRoutes.SETTING, Boolean.class, false)
                ? new Routes(Stream.concat(Routes.ROWS.stream(), Stream.of(Routes.STYLEGUIDE))
                        .toList())
                : new Routes();
    }

    @Bean
    Pages pages() {
        return new Pages();
    }

    /// For the people's listener alone: Boot hands the proxy below to the operations' listener too, which has
    /// rules of its own and no people.
    @Bean
    SecurityFilterChain gate(
            Routes routes, Sessions sessions, Displays displays, Setup setup, WebApplicationContext people) {
        return new DefaultSecurityFilterChain(
                request -> request.getServletContext().equals(people.getServletContext()),
                new Gate(routes, sessions, displays, setup));
    }

    /// Under the name Boot looks for, so that it makes none of its own; it brings the firewall.
    @Bean
    FilterChainProxy springSecurityFilterChain(SecurityFilterChain gate) {
        var chain = new FilterChainProxy(gate);
        var firewall = new StrictHttpFirewall();
        // The same as its own rules, without a regular expression for each look at a header: a request takes hundreds.
        firewall.setAllowedHeaderNames(text -> text.codePoints().allMatch(SecurityWiring::isAssigned));
        firewall.setAllowedHeaderValues(
                text -> text.codePoints().allMatch(point -> (point == '\t') || isAssigned(point)));
        chain.setFirewall(firewall);
        chain.setRequestRejectedHandler(new HttpStatusRequestRejectedHandler());
        return chain;
    }

    private static boolean isAssigned(int point) {
        return Character.isDefined(point) && !Character.isISOControl(point);
    }

    @Bean
    WebMvcRegistrations byRow() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new RowMapping();
            }
        };
    }

    /// Around the firewall too: what is refused there gets the same headers.
    @Bean
    FilterRegistrationBean<HeaderWriterFilter> safeHeaders() {
        var registration = new FilterRegistrationBean<>(headers());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<RequestTimes> requestTimes(HttpMeters meters, Tracing tracing) {
        var registration = new FilterRegistrationBean<>(new RequestTimes(meters, tracing));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /// Nobody signs in through Spring Security. Without this bean Boot would make a user and print its password.
    @Bean
    AuthenticationManager nobody() {
        return _ -> {
            throw new AuthenticationServiceException("people sign in through access.Sessions");
        };
    }

    @Bean
    RouteCheck routeCheck(Routes routes, ObjectProvider<RequestMappingHandlerMapping> mappings) {
        return new RouteCheck(routes, mappings.stream().toList());
    }

    @Bean
    WebMvcConfigurer gateInMvc(WebApplicationContext people) {
        var tags = new AssetTags();
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new SecondLock(people));
            }

            // Under the templates of their rows; Boot's own mapping of everything below `/` has none.
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/assets/**")
                        .addResourceLocations("classpath:/static/assets/")
                        .setCacheControl(CacheControl.noCache())
                        .setUseLastModified(false)
                        .setEtagGenerator(tags::of);
                registry.addResourceHandler("/favicon.ico").addResourceLocations("classpath:/static/");
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new SessionParameter());
                resolvers.add(new WordsParameter());
            }
        };
    }

    private static HeaderWriterFilter headers() {
        var always = new StaticHeadersWriter(List.of(
                header("Content-Security-Policy", CONTENT_POLICY),
                header("X-Content-Type-Options", "nosniff"),
                header("Cross-Origin-Opener-Policy", "same-origin"),
                header("Cross-Origin-Resource-Policy", "same-origin"),
                header("Referrer-Policy", "no-referrer"),
                header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")));
        var hsts = new HstsHeaderWriter();
        hsts.setIncludeSubDomains(false);
        return new HeaderWriterFilter(List.of(always, hsts, new CacheControlHeadersWriter()));
    }

    private static org.springframework.security.web.header.Header header(String name, String value) {
        return new org.springframework.security.web.header.Header(name, value);
    }
}
