package io.jamey.server.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Keeps pages of other sites away, which a browser on this machine may be showing: no cross-origin requests, and on a
/// server that asks for no key, no names that somebody else's DNS leads here.
///
/// @param localNamesOnly whether the address must be a number or `localhost`
record SameOrigin(boolean localNamesOnly) {
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-f:.]+])(:\\d+)?");

    void require(HttpFields headers) {
        String host = headers.get(HttpHeader.HOST);
        if (localNamesOnly
                && host != null
                && !LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw Problem.of(
                            ProblemType.FORBIDDEN,
                            "without keys this server answers to localhost and to addresses in numbers only, not to '"
                                    + host + "'")
                    .thrown();
        }
        String origin = headers.get("Origin");
        if (origin != null && !isOf(origin, host)) {
            throw Problem.of(ProblemType.FORBIDDEN, "pages of another origin may not call this server")
                    .thrown();
        }
    }

    private static boolean isOf(String origin, @Nullable String host) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }
}
