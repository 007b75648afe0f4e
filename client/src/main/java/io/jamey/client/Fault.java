package io.jamey.client;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import io.jamey.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that was not answered as it was meant.
///
/// @param thrown what the caller hears
/// @param begun whether the server may have done something
/// @param passing whether it may go well when it is sent again
/// @param pause before that
record Fault(RuntimeException thrown, boolean begun, boolean passing, Duration pause) {
    /// When a server does not say.
    static final Duration PAUSE = Duration.ofMillis(100);
    private static final int NOT_FOUND = 404;
    private static final int PROXY_AUTHENTICATION = 407;

    /// An answer that is no success.
    ///
    /// @param retryAfter in seconds, as its header says
    static Fault answered(URI server, int status, byte[] body, Optional<String> retryAfter) {
        if (status == PROXY_AUTHENTICATION) {
            return lasting(
                    Kind.UNAVAILABLE,
                    "the server at " + server + " cannot be reached: the proxy in between answered HTTP 407, it wants"
                            + " a name and a password, which this client does not send; use one that does not, or name"
                            + " the server in -Dhttp.nonProxyHosts");
        }
        Map<?, ?> problem = problem(body);
        Duration pause = retryAfter
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(PAUSE);
        String detail = problem.get("detail") instanceof String said
                ? said
                : "the server at " + server + " answered HTTP " + status + ": is its address right?";
        return switch (slug(problem)) {
            case "conflict", "version-mismatch" -> lasting(Kind.CONFLICT, detail);
            case "full", "quota-exceeded" -> lasting(Kind.FULL, detail);
            case "corrupt" -> lasting(Kind.CORRUPT, detail);
            case "overloaded", "too-many-requests" ->
                new Fault(
                        new MemoryException(Kind.UNAVAILABLE, detail, new Refused(detail, pause)), false, true, pause);
            default ->
                status < 500 && status != 408 && status != 429
                        ? new Fault(new IllegalArgumentException(detail), false, false, pause)
                        : new Fault(new MemoryException(Kind.UNAVAILABLE, detail), true, status != 500, pause);
        };
    }

    /// Whether the server says that there is no such memory; any other server would say it of every address.
    static boolean isMissing(int status, byte[] body) {
        return status == NOT_FOUND && slug(problem(body)).equals("not-found");
    }

    private static String slug(Map<?, ?> problem) {
        String type = String.valueOf(problem.get("type"));
        return type.substring(type.lastIndexOf('/') + 1);
    }

    private static Fault lasting(Kind kind, String detail) {
        return new Fault(new MemoryException(kind, detail), false, false, PAUSE);
    }

    /// The fields of a problem (RFC 9457); none where something else stands.
    private static Map<?, ?> problem(byte[] body) {
        @Nullable Object said;
        try {
            said = Json.read(body);
        } catch (IllegalArgumentException e) {
            return Map.of(); // some other server, or what stands before it
        }
        return said instanceof Map<?, ?> fields ? fields : Map.of();
    }
}
