package dev.velocity.console;

import dev.velocity.api.Problem;
import dev.velocity.platform.NotWritten;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// The page for what could not be answered. It says what to do, never what broke inside.
@Controller
final class Errors implements ErrorController {
    /// The attribute with the name of what is wrong, when there are words for it that say more than the status.
    static final String CODE = Errors.class.getName();

    private final Pages pages;

    Errors(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<?> error(HttpServletRequest request, Words words) {
        var status = status(request);
        var path = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), "/");
        if (Gate.isApi(path)) return Problem.of(status, code(status), said(status));
        var known = Optional.ofNullable((String) request.getAttribute(CODE));
        return pages.page(
                status,
                "access/error",
                Map.of(
                        "status",
                        status.value(),
                        "title",
                        words.known("errors.title." + status.value()).orElseGet(() -> words.of("errors.title.other")),
                        "detail",
                        known.flatMap(code -> words.known("errors.because." + code))
                                .or(() -> words.known("errors.status." + status.value()))
                                .orElseGet(() -> words.of("errors.status.other"))));
    }

    private static HttpStatus status(HttpServletRequest request) {
        if (notWritten(request)) return HttpStatus.SERVICE_UNAVAILABLE;
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer number
                ? Optional.ofNullable(HttpStatus.resolve(number)).orElse(HttpStatus.INTERNAL_SERVER_ERROR)
                : HttpStatus.NOT_FOUND;
    }

    private static boolean notWritten(HttpServletRequest request) {
        for (@Nullable Throwable e = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
                e != null;
                e = e.getCause()) if (e instanceof NotWritten) return true;
        return false;
    }

    private static String code(HttpStatus status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /// For tools.
    private static String said(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "there is nothing here";
            case SERVICE_UNAVAILABLE ->
                "the server cannot store changes at this moment; nothing was changed, try again";
            case INTERNAL_SERVER_ERROR -> "the server failed; its log says why";
            default -> "the request could not be answered";
        };
    }
}
