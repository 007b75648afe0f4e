package io.jamey.server.access;

import org.jspecify.annotations.Nullable;

/// The door: from what a request shows to who sent it. Safe for any number of threads, and never waits for
/// long.
public interface Admission {
    /// The door of a server on loopback without keys: everybody comes in and may do everything.
    static Admission open() {
        return (_, _) -> Caller.anyone();
    }

    /// Who sent these headers.
    ///
    /// @param authorization the value of `Authorization`, as in `Bearer jamey_...`
    /// @param apiKey the value of `X-API-Key`: the key alone. Whoever sends both must send the same key in
    ///     both
    /// @throws Refusal if that opens nothing
    Caller admit(@Nullable String authorization, @Nullable String apiKey);
}
