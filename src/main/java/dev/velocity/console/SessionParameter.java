package dev.velocity.console;

import dev.velocity.access.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives a handler that asks for a `Session`, or an `Optional<Session>`, the one [Gate] found.
final class SessionParameter implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType() == Session.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var session =
                Optional.ofNullable((Session) request.getAttribute(Gate.SESSION, RequestAttributes.SCOPE_REQUEST));
        if (parameter.getParameterType() == Optional.class) return session;
        return session.orElseThrow(() -> new IllegalStateException(
                parameter.getExecutable() + " asks who is signed in; its row in Routes must ask for that too"));
    }
}
