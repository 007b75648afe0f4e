package io.jamey.server.http;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Keeps pages of other sites away, which a browser on this machine may be showing: no requests across origins but from
/// those that are allowed, and on a server that asks for no key, no names that somebody else's DNS leads here.
///
/// @param localNamesOnly whether the address must be a number or `localhost`
/// @param allowed origins whose pages may call
public record SameOrigin(BooleanSupplier localNamesOnly, List<String> allowed) {
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-f:.]+])(:\\d+)?");

    public SameOrigin {
        allowed = List.copyOf(allowed);
    }

    /// @throws ProblemException 403
    void require(HttpFields request, HttpFields.Mutable response) {
        String host = request.get(HttpHeader.HOST);
        if (host != null
                && localNamesOnly.getAsBoolean()
                && !LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw Problem.of(
                            ProblemType.FORBIDDEN,
                            "without keys this server answers to localhost and to addresses in numbers only, not to '"
                                    + host + "'")
                    .thrown();
        }
        String origin = request.get("Origin");
        if (origin == null || isOf(origin, host)) {
            return;
        }
        if (!allowed.contains(origin)) {
            throw Problem.of(ProblemType.FORBIDDEN, "pages of another origin may not call this server")
                    .thrown();
        }
        response.put("Access-Control-Allow-Origin", origin);
        response.put("Access-Control-Expose-Headers", "ETag, Location, Mcp-Session-Id, Retry-After");
        response.put(HttpHeader.VARY, "Origin");
    }

    /// Whether a browser only asks what an allowed page may send.
    static boolean isPreflight(String method, HttpFields request) {
        return method.equals("OPTIONS") && request.contains("Access-Control-Request-Method");
    }

    static Reply preflight() {
        return Reply.empty(204)
                .with("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                .with(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID,"
                                + " Mcp-Protocol-Version, Mcp-Session-Id, X-API-Key")
                .with("Access-Control-Max-Age", "600");
    }

    private static boolean isOf(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }
}
