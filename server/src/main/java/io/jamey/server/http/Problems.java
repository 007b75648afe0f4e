package io.jamey.server.http;

import io.jamey.MemoryException;
import io.jamey.json.JsonFault;
import io.jamey.server.access.QuotaExceeded;
import io.jamey.server.access.Refusal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// From what was thrown to what the caller is told.
final class Problems {
    private static final String RETRY_AFTER = "Retry-After";
    static final String SOON_SECONDS = "1";

    private Problems() {}

    static Problem of(Throwable thrown) {
        return switch (thrown) {
            case ProblemException e -> e.problem();
            case Refusal e -> of(e);
            case JsonFault e -> invalid(e).with("pointer", e.pointer());
            case IllegalArgumentException e -> invalid(e);
            case MemoryException e -> of(e);
            default ->
                Problem.of(
                        ProblemType.INTERNAL,
                        "this is a fault in jamey: " + thrown.getClass().getSimpleName());
        };
    }

    static Problem overloaded(String detail) {
        return Problem.of(ProblemType.OVERLOADED, detail).withHeader(RETRY_AFTER, SOON_SECONDS);
    }

    private static Problem invalid(IllegalArgumentException e) {
        return Problem.of(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }

    private static Problem of(MemoryException e) {
        String detail = String.valueOf(e.getMessage());
        Optional<QuotaExceeded> quota = QuotaExceeded.in(e);
        if (quota.isPresent()) {
            return Problem.of(ProblemType.QUOTA_EXCEEDED, detail)
                    .withHeader(RETRY_AFTER, seconds(quota.get().retryAfterMillis()));
        }
        return switch (e.kind()) {
            case CONFLICT -> Problem.of(ProblemType.CONFLICT, detail);
            case UNAVAILABLE -> Problem.of(ProblemType.UNAVAILABLE, detail).withHeader(RETRY_AFTER, SOON_SECONDS);
            case FULL -> Problem.of(ProblemType.FULL, detail);
            case CORRUPT -> Problem.of(ProblemType.CORRUPT, detail);
        };
    }

    private static Problem of(Refusal e) {
        var type = switch (e.kind()) {
            case UNAUTHENTICATED -> ProblemType.UNAUTHENTICATED;
            case NAMESPACE_NEEDED -> ProblemType.INVALID_REQUEST;
            case FORBIDDEN -> ProblemType.FORBIDDEN;
            case TOO_MANY_REQUESTS -> ProblemType.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> ProblemType.UNAVAILABLE;
        };
        Problem problem = Problem.of(type, String.valueOf(e.getMessage()));
        if (e.kind() == Refusal.Kind.NAMESPACE_NEEDED) {
            problem = problem.with("parameter", "namespace");
        }
        if (e.challenge().isPresent()) {
            problem = problem.withHeader("WWW-Authenticate", e.challenge().get());
        }
        if (e.retryAfterMillis().isPresent()) {
            problem =
                    problem.withHeader(RETRY_AFTER, seconds(e.retryAfterMillis().getAsLong()));
        }
        return problem;
    }

    /// Rounded up.
    private static String seconds(long millis) {
        return Long.toString(TimeUnit.MILLISECONDS.toSeconds(millis + 999));
    }
}
