package io.jamey.redis;

import io.jamey.MemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;

/// Stores with Redis in front, for tests.
final class Stores {
    /// What Redis does; a test that plants mistakes changes it for a while.
    static Function<Script, byte[]> scripts = Script::text;

    private Stores() {}

    static RedisCachedMemoryStore open(MemoryStore store, RedisOptions options) {
        return RedisCachedMemoryStore.open(store, options, scripts);
    }

    /// Over a store, sharing nothing with others. Patient: what is tested is not how long things take.
    static RedisCachedMemoryStore over(MemoryStore store, InstantSource clock) {
        return open(store, patient(RedisServer.url()).clock(clock));
    }

    /// A store that several layers share: it stays open when they close.
    static MemoryStore staying(MemoryStore store) {
        return new ForwardingMemoryStore(store) {
            @Override
            public void close() {}
        };
    }

    static RedisOptions patient(String url) {
        return RedisOptions.of(url)
                .prefix("test-" + UUID.randomUUID())
                .timeout(Duration.ofSeconds(10))
                .heartbeat(Duration.ofMillis(500))
                .settling(Duration.ZERO);
    }
}
