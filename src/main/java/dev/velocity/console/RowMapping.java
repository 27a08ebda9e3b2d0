package dev.velocity.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Goes straight to the mapping of the row by which [Gate] let a request in, where Spring would try all of them: there
/// are hundreds, and it was a sixth of what a command costs. Whether that mapping really is the request's is still for
/// Spring to say, and any doubt sends the request the long way.
final class RowMapping extends RequestMappingHandlerMapping {
    /// By method and template, as [Routes.Row#toString()] has them; those that several handlers share are not in it.
    private final Map<String, Mapped> byRow = new HashMap<>();

    private record Mapped(RequestMappingInfo info, HandlerMethod handler) {}

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        var shared = new HashSet<String>();
        getHandlerMethods().forEach((info, handler) -> {
            for (var method : info.getMethodsCondition().getMethods())
                for (var template : info.getPatternValues()) {
                    var row = method + " " + template;
                    if (byRow.put(row, new Mapped(info, handler)) != null) shared.add(row);
                }
        });
        byRow.keySet().removeAll(shared);
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        var mapped = request.getAttribute(Gate.ROW) instanceof Routes.Row row ? byRow.get(row.toString()) : null;
        var match = mapped == null ? null : getMatchingMapping(mapped.info, request);
        if (mapped == null || match == null) return super.lookupHandlerMethod(path, request);
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, mapped.handler);
        handleMatch(match, path, request);
        return mapped.handler;
    }
}
