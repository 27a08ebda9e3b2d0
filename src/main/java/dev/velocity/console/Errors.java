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
    /// The attribute with a sentence for people, when there is one better than the status.
    static final String DETAIL = Errors.class.getName();

    private final Pages pages;

    Errors(Pages pages) {
        this.pages = pages;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<?> error(HttpServletRequest request) {
        var status = status(request);
        var detail = Objects.toString(request.getAttribute(DETAIL), said(status));
        var path = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), "/");
        if (Gate.isApi(path)) return Problem.of(status, code(status), detail);
        return pages.page(
                status,
                "access/error",
                Map.of("status", status.value(), "title", status.getReasonPhrase(), "detail", sentence(detail)));
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

    /// As a page writes it; a problem's detail begins small.
    private static String sentence(String detail) {
        return detail.substring(0, 1).toUpperCase(Locale.ROOT)
                + detail.substring(1)
                + (detail.endsWith(".") ? "" : ".");
    }

    private static String code(HttpStatus status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String said(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing here. It may have moved, or been misspelt.";
            case SERVICE_UNAVAILABLE ->
                "The server cannot store changes at this moment. Nothing was changed; try again.";
            case INTERNAL_SERVER_ERROR -> "The server failed. Its log says why.";
            default -> "The request could not be answered.";
        };
    }
}
