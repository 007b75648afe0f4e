package io.jamey.client;

import io.jamey.MemoryException;
import java.time.Duration;
import java.util.Optional;

/// Why a server did not begin a request: it is at its limit, or the caller has used up its rate (503, 429). The cause
/// of a [MemoryException] of kind `UNAVAILABLE`; nothing happened.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    Refused(String message, Duration retryAfter) {
        super(message, null, false, false);
        this.retryAfter = retryAfter;
    }

    /// The refusal, if that is what `fault` is about.
    public static Optional<Refused> in(MemoryException fault) {
        return fault.getCause() instanceof Refused refused ? Optional.of(refused) : Optional.empty();
    }

    /// When the server said it is worth trying again.
    public Duration retryAfter() {
        return retryAfter;
    }
}
