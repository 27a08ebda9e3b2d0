package dev.velocity.console;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Stops the start when a mapping has no row in [Routes]: nothing is ever served that nobody decided about.
final class RouteCheck implements SmartInitializingSingleton {
    private final Routes routes;
    private final Collection<RequestMappingHandlerMapping> mappings;

    RouteCheck(Routes routes, Collection<RequestMappingHandlerMapping> mappings) {
        this.routes = routes;
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var problems = new TreeSet<String>();
        for (var mapping : mappings)
            for (var handler : mapping.getHandlerMethods().entrySet()) problems.addAll(problems(handler));
        if (!problems.isEmpty())
            throw new IllegalStateException("routes without a row in Routes:\n  " + String.join("\n  ", problems));
    }

    private Set<String> problems(Map.Entry<RequestMappingInfo, HandlerMethod> handler) {
        var problems = new TreeSet<String>();
        // Reached by the server's own forward alone; the gate has no row for its path.
        if (ErrorController.class.isAssignableFrom(handler.getValue().getBeanType())) return problems;
        // Has a row only where it is wanted, and so can be reached only there.
        if (handler.getValue().getBeanType() == StyleguideRoutes.class) return problems;
        var methods = handler.getKey().getMethodsCondition().getMethods();
        for (var template : handler.getKey().getPatternValues()) {
            if (methods.isEmpty()) problems.add(template + " (" + handler.getValue() + " names no method)");
            for (var method : methods)
                if (!routes.has(method.name(), template))
                    problems.add(method + " " + template + " (" + handler.getValue() + ")");
        }
        return problems;
    }
}
