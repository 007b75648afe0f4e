package io.jamey.cli;

import io.jamey.MemoryException;
import io.jamey.client.ClientOptions;
import io.jamey.client.HttpMemoryStore;
import io.jamey.client.Refused;
import java.time.Duration;

/// A server as it is measured and as it is filled and checked.
///
/// @param asked sends each request once
/// @param patient sends it again where it is refused
record ServerStores(HttpMemoryStore asked, HttpMemoryStore patient) implements AutoCloseable {
    private static final int PATIENT_ATTEMPTS = 20;

    /// Longer than any load waits: what has no answer by then is a timeout, and not a fault of its own.
    private static final Duration UNHEARD = Duration.ofHours(1);

    static ServerStores of(ClientOptions options) {
        return new ServerStores(
                HttpMemoryStore.open(options.attempts(1).timeout(UNHEARD)),
                HttpMemoryStore.open(options.attempts(PATIENT_ATTEMPTS)));
    }

    static boolean isRefusal(MemoryException fault) {
        return Refused.in(fault).isPresent();
    }

    @Override
    public void close() {
        asked.close();
        patient.close();
    }
}
