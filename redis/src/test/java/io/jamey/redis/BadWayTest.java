package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One process whose way to Redis is bad, beside one whose way is good.
class BadWayTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final UUID ID = new UUID(1, 1);

    private final RedisServer server = RedisServer.start();
    private final BadWay way = new BadWay(server.port());
    private final ReferenceMemoryStore bare = new ReferenceMemoryStore(InstantSource.system());
    private final RedisCachedMemoryStore badShared = open(way.redisUrl());
    private final CachedMemoryStore bad = tier(badShared);
    private final CachedMemoryStore good = tier(open(server.redisUrl()));

    private RedisCachedMemoryStore open(String url) {
        return RedisCachedMemoryStore.open(
                Stores.staying(bare), RedisOptions.of(url).settling(Duration.ofMillis(100)));
    }

    private static CachedMemoryStore tier(RedisCachedMemoryStore shared) {
        var tier = new CachedMemoryStore(shared, CacheOptions.defaults());
        shared.tell(tier);
        return tier;
    }

    @AfterEach
    void close() {
        bad.close();
        good.close();
        way.close();
        server.close();
    }

    private static long version(CachedMemoryStore tier) {
        return tier.retrieve(HOME, ID).map(Memory::version).orElseThrow();
    }

    private void await(CircuitState state) {
        for (int i = 0; i < 2_000 && badShared.circuit() != state; i++) {
            RedisServer.pause(10);
        }
        assertThat(badShared.circuit()).isEqualTo(state);
    }

    private long update(CachedMemoryStore tier, double importance) {
        return tier.update(HOME, ID, MemoryPatch.change().importance(importance).build())
                .orElseThrow()
                .version();
    }

    @Test
    void whatOneWroteThatCouldNotTellIsSeenByTheOtherWhenItCanAgain() {
        await(CircuitState.CLOSED);
        bad.store(HOME, NewMemory.of("tea").id(ID).build());
        version(good);
        way.swallow(true);
        long written = update(bad, 0.9);
        assertThat(version(bad)).isEqualTo(written);
        await(CircuitState.OPEN);
        written = update(bad, 0.8);
        assertThat(version(bad)).isEqualTo(written);

        way.swallow(false);
        await(CircuitState.CLOSED);
        for (int i = 0; i < 1_000 && version(good) != written; i++) {
            RedisServer.pause(10);
        }
        assertThat(version(good)).isEqualTo(written);
        assertThat(badShared.status().details()).containsEntry("redis_untold", "0");
    }

    @Test
    void aWayThatTakesLongerThanTheTimeoutIsNoWay() {
        await(CircuitState.CLOSED);
        bad.store(HOME, NewMemory.of("tea").id(ID).build());
        way.delay(80);
        for (int i = 1; i <= 10; i++) {
            long written = update(bad, i / 20.0);
            assertThat(version(bad)).isEqualTo(written);
        }
        way.delay(0);
        await(CircuitState.CLOSED);
        long written = update(good, 0.9);
        for (int i = 0; i < 1_000 && version(bad) != written; i++) {
            RedisServer.pause(10);
        }
        assertThat(version(bad)).isEqualTo(written);
    }
}
