package io.jamey.server.settings;

import java.net.URI;
import java.util.Optional;

/// What is kept before the store.
///
/// @param bytes of memory for answers, in this process; 0 for none
/// @param redis that several processes share; absent for none
/// @param redisPassword if it asks for one
public record CacheSettings(long bytes, Optional<URI> redis, Optional<String> redisPassword) {
    /// No Redis.
    ///
    /// @param bytes 0 for no cache at all
    public static CacheSettings inProcess(long bytes) {
        return new CacheSettings(bytes, Optional.empty(), Optional.empty());
    }

    /// Without the password.
    @Override
    public String toString() {
        return "CacheSettings[" + bytes + " bytes"
                + redis.map(uri -> ", " + uri).orElse("") + "]";
    }
}
