package io.jamey.server.access;

import io.jamey.MemoryException;
import java.util.Optional;

/// Why a namespace is full though the disk is not: the cause of a [MemoryException] of kind `FULL`.
public final class QuotaExceeded extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long retryAfterMillis;

    QuotaExceeded(String message, long retryAfterMillis) {
        super(message, null, false, false);
        this.retryAfterMillis = retryAfterMillis;
    }

    /// The quota that was exceeded, if that is what `fault` is about.
    public static Optional<QuotaExceeded> in(MemoryException fault) {
        return fault.getCause() instanceof QuotaExceeded exceeded ? Optional.of(exceeded) : Optional.empty();
    }

    /// After how many milliseconds it is worth trying again without having deleted anything: by then memories
    /// may have expired.
    public long retryAfterMillis() {
        return retryAfterMillis;
    }
}
