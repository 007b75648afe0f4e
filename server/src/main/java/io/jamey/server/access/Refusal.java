package io.jamey.server.access;

import java.util.Optional;
import java.util.OptionalLong;

/// A request that is turned away before it reached the store; nothing was changed. The message is for the
/// caller: it says what to do, and names neither the key that was sent nor anything another caller owns.
///
/// Has no stack trace: turning away must stay cheap when many come.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    public enum Kind {
        /// Nobody known: the key is missing, mistyped, unknown, revoked or expired.
        UNAUTHENTICATED(401),
        /// Somebody known who may not do this.
        FORBIDDEN(403),
        /// Somebody known who may use several namespaces, and must say which.
        NAMESPACE_NEEDED(400),
        /// Somebody known who does too much at once.
        TOO_MANY_REQUESTS(429),
        /// The keys cannot be read now, so nobody can be let in.
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /// The status code of HTTP that says the same.
        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String challenge;
    private final long retryAfterMillis;

    private Refusal(Kind kind, String message, String challenge, long retryAfterMillis) {
        super(message, null, false, false);
        this.kind = kind;
        this.challenge = challenge;
        this.retryAfterMillis = retryAfterMillis;
    }

    static Refusal withoutKey() {
        return new Refusal(
                Kind.UNAUTHENTICATED,
                "this server wants a key: send it as 'Authorization: Bearer jamey_...'",
                "Bearer realm=\"jamey\"",
                0);
    }

    static Refusal badKey(String message) {
        return new Refusal(Kind.UNAUTHENTICATED, message, "Bearer realm=\"jamey\", error=\"invalid_token\"", 0);
    }

    static Refusal forbidden(String message) {
        return new Refusal(Kind.FORBIDDEN, message, "Bearer realm=\"jamey\", error=\"insufficient_scope\"", 0);
    }

    static Refusal namespaceNeeded(String message) {
        return new Refusal(Kind.NAMESPACE_NEEDED, message, "", 0);
    }

    static Refusal tooMany(String message, long retryAfterMillis) {
        return new Refusal(Kind.TOO_MANY_REQUESTS, message, "", retryAfterMillis);
    }

    static Refusal unavailable(String message, long retryAfterMillis) {
        return new Refusal(Kind.UNAVAILABLE, message, "", retryAfterMillis);
    }

    public Kind kind() {
        return kind;
    }

    /// What the header `WWW-Authenticate` has to say (RFC 6750, section 3), where there is something.
    public Optional<String> challenge() {
        return challenge.isEmpty() ? Optional.empty() : Optional.of(challenge);
    }

    /// After how many milliseconds the same request may go through, where waiting helps; at least 1.
    public OptionalLong retryAfterMillis() {
        return switch (kind) {
            case TOO_MANY_REQUESTS, UNAVAILABLE -> OptionalLong.of(Math.max(1, retryAfterMillis));
            case UNAUTHENTICATED, FORBIDDEN, NAMESPACE_NEEDED -> OptionalLong.empty();
        };
    }
}
