package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.cache.Lifetime;
import io.jamey.cache.Lifetimes;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How long what Redis keeps is served, when the store is changed behind its back; and how long Redis keeps it.
class RedisLifetimesTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final MemoryType SETTING = MemoryType.of("setting");

    private final MovableClock clock = new MovableClock();
    private final ReferenceMemoryStore bare = new ReferenceMemoryStore(clock);
    private final RedisOptions options = Stores.patient(RedisServer.url())
            .clock(clock)
            .lifetimes(Lifetimes.defaults().type(SETTING, Lifetime.CONFIGURATION));
    private final RedisCachedMemoryStore store = Stores.open(bare, options);

    @AfterEach
    void close() {
        store.close();
    }

    private UUID kept(NewMemory.Builder memory) {
        UUID id = store.store(HOME, memory.build()).id();
        importance(id);
        bare.update(HOME, id, MemoryPatch.change().importance(0.9).build());
        return id;
    }

    private double importance(UUID id) {
        return store.retrieve(HOME, id).map(Memory::importance).orElseThrow();
    }

    @Test
    void aMemoryIsServedForAnHourAndConfigurationUntilItIsChanged() {
        UUID memory = kept(NewMemory.of("tea"));
        UUID setting = kept(NewMemory.of("dark mode").type(SETTING));
        importance(memory);

        clock.advance(Duration.ofHours(1).minusNanos(1_000));
        assertThat(importance(memory)).isEqualTo(0.5);
        clock.advance(Duration.ofNanos(1_000));
        assertThat(importance(memory)).isEqualTo(0.9);

        clock.advance(Duration.ofDays(400));
        assertThat(importance(setting)).isEqualTo(0.5);
        store.update(HOME, setting, MemoryPatch.change().content("light mode").build());
        assertThat(importance(setting)).isEqualTo(0.9);
    }

    @Test
    void answersAndAbsencesAreServedForAMinute() {
        UUID id = new UUID(1, 1);
        assertThat(store.retrieve(HOME, id)).isEmpty();
        assertThat(store.count(HOME, Filter.everything())).isZero();
        bare.store(HOME, NewMemory.of("tea").id(id).build());

        clock.advance(Duration.ofMinutes(1).minusNanos(1_000));
        assertThat(store.retrieve(HOME, id)).isEmpty();
        assertThat(store.count(HOME, Filter.everything())).isZero();
        clock.advance(Duration.ofNanos(1_000));
        assertThat(store.retrieve(HOME, id)).isPresent();
        assertThat(store.count(HOME, Filter.everything())).isEqualTo(1);
    }

    @Test
    void redisItselfForgetsWhatMustNotBeServedAnyMore() {
        kept(NewMemory.of("tea"));
        kept(NewMemory.of("gone soon").expiresAt(clock.instant().plusSeconds(5)));
        kept(NewMemory.of("dark mode").type(SETTING));
        store.count(HOME, Filter.everything());
        store.retrieve(HOME, new UUID(9, 9));
        store.redisStatus(); // behind all that was sent

        assertThat(seconds("v"))
                .satisfiesExactly(
                        configuration -> assertThat(configuration).isEqualTo(-1),
                        mortal -> assertThat(mortal).isBetween(0L, 5L),
                        absence -> assertThat(absence).isBetween(50L, 60L),
                        stable -> assertThat(stable).isBetween(3_500L, 3_600L));
        assertThat(seconds("a")).isNotEmpty().allMatch(left -> left >= 0 && left <= 60);
    }

    /// How long Redis keeps the keys of a kind, -1 for good, the shortest first.
    private List<Long> seconds(String kind) {
        try (var client = RedisClient.create(RedisServer.url());
                var connection = client.connect()) {
            return connection.sync().keys(options.prefix() + ":" + kind + ":*").stream()
                    .map(connection.sync()::ttl)
                    .sorted()
                    .toList();
        }
    }
}
