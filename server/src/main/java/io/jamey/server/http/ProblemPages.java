package io.jamey.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Says as a [Problem] what the HTTP layer itself finds wrong, before a request reaches [ApiHandler], and what servlets
/// say by status alone.
public final class ProblemPages extends ErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        ApiHandler.always(response);
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // it ends after many of these, so after each
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(body(problem(code, message), code)), callback);
    }

    private static byte[] body(Problem problem, int status) {
        var fields = new LinkedHashMap<>(problem.fields());
        fields.put("status", status);
        return Json.write(fields).getBytes(UTF_8);
    }

    private static Problem problem(int status, @Nullable String reason) {
        ProblemType type = switch (status) {
            case 404 -> ProblemType.NOT_FOUND;
            case 408 -> ProblemType.REQUEST_TIMEOUT;
            case 413 -> ProblemType.TOO_LARGE;
            case 414 -> ProblemType.URI_TOO_LONG;
            case 431 -> ProblemType.HEADERS_TOO_LARGE;
            case 503 -> ProblemType.OVERLOADED;
            default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
        };
        String said = reason == null ? type.title() : reason;
        return Problem.of(type, type == ProblemType.INVALID_REQUEST ? "not understood as HTTP/1.1: " + said : said);
    }
}
