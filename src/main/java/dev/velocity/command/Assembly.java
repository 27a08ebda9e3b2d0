package dev.velocity.command;

import java.util.Map;
import org.springframework.aot.AotDetector;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/// How the server's parts are found and put together: as the build has worked out, which takes half the time of a
/// start,
/// or afresh where the build could not know.
public final class Assembly {
    /// What the build calls the program with to work the parts out; no command, for nobody else has a use for it.
    static final String WORK_OUT = "work-out-parts";

    /// The settings on which it depends which parts there are, and what the build took them for (nothing: not set).
    private static final Map<String, String> TAKEN_FOR =
            Map.of("velocity.metrics.enabled", "true", "velocity.traces.endpoint", "");

    private Assembly() {}

    /// @param main the Spring Boot application class
    /// @param settings come before those of the environment
    public static SpringApplication application(Class<?> main, Map<String, Object> settings) {
        var application = new SpringApplication(main);
        application.setMainApplicationClass(main);
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setLogStartupInfo(false);
        application.addListeners(new Decided(main, Map.copyOf(settings)));
        return application;
    }

    /// Runs until Spring's own build step has seen enough, and throws what it waits for.
    static void workOut(Class<?> main) {
        application(main, Map.of()).run();
    }

    /// Once all settings are known, and before anything is put together.
    private record Decided(Class<?> main, Map<String, Object> settings)
            implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            var environment = event.getEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, Boolean.toString(asBuilt(environment)));
        }

        private boolean asBuilt(ConfigurableEnvironment environment) {
            return !Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)
                    && ClassUtils.isPresent(main.getName() + "__ApplicationContextInitializer", main.getClassLoader())
                    && TAKEN_FOR.entrySet().stream()
                            .allMatch(setting -> environment
                                    .getProperty(setting.getKey(), "")
                                    .equalsIgnoreCase(setting.getValue()));
        }
    }
}
