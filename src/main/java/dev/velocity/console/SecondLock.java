package dev.velocity.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Makes sure that Spring chose the handler of the very row [Gate] let the request in by. The two read paths with the
/// same parser, so this refuses nothing until one day they do not.
final class SecondLock implements HandlerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(SecondLock.class);

    private final WebApplicationContext people;

    /// @param people the people's listener. Spring hands this lock to the operations' listener too, where no request
    ///     comes by a row: what gets as far as here has nothing there.
    SecondLock(WebApplicationContext people) {
        this.people = people;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (request.getDispatcherType() != DispatcherType.REQUEST) return true;
        if (!request.getServletContext().equals(people.getServletContext())) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        var chosen = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (request.getAttribute(Gate.ROW) instanceof Routes.Row row
                && row.template().equals(chosen)) return true;
        LOG.error(
                "{} was let in by row {} and would have been handled as {}",
                request.getRequestURI(),
                request.getAttribute(Gate.ROW),
                chosen);
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return false;
    }
}
