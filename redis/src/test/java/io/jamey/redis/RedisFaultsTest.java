package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PoolStatus;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A Redis that is killed, stalls, comes back, or forgets everything, under two caches that share a store: callers
/// notice nothing, and nothing old appears. With the settings that users have.
class RedisFaultsTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final UUID ID = new UUID(1, 1);

    private final RedisServer server = RedisServer.start();
    private final ReferenceMemoryStore bare = new ReferenceMemoryStore(InstantSource.system());
    private final List<RedisCachedMemoryStore> shared = new ArrayList<>();
    private final List<CachedMemoryStore> tiers = new ArrayList<>();
    private final AtomicLong latest = new AtomicLong(1);

    @BeforeEach
    void open() {
        var options = RedisOptions.of(server.redisUrl()).settling(Duration.ofMillis(300));
        for (int i = 0; i < 2; i++) {
            var redis = RedisCachedMemoryStore.open(Stores.staying(bare), options);
            var tier = new CachedMemoryStore(redis, CacheOptions.defaults());
            redis.tell(tier);
            shared.add(redis);
            tiers.add(tier);
        }
        tiers.getFirst().store(HOME, NewMemory.of("tea").id(ID).build());
    }

    @AfterEach
    void close() {
        server.goOn();
        tiers.forEach(CachedMemoryStore::close);
        server.close();
    }

    private static void soon(String what, BooleanSupplier condition) {
        for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
            RedisServer.pause(10);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    private void awaitCircuits(CircuitState state) {
        soon("circuits " + state, () -> shared.stream().allMatch(redis -> redis.circuit() == state));
    }

    /// Writes through one tier, and checks that the writer sees it at once.
    private void write(int through) {
        CachedMemoryStore tier = tiers.get(through);
        double importance = latest.get() % 1_000 / 1_000.0;
        long version = tier.update(
                        HOME, ID, MemoryPatch.change().importance(importance).build())
                .orElseThrow()
                .version();
        latest.accumulateAndGet(version, Math::max);
        assertThat(version(tier)).isGreaterThanOrEqualTo(version);
    }

    private static long version(CachedMemoryStore tier) {
        return tier.retrieve(HOME, ID).map(Memory::version).orElseThrow();
    }

    private void assertNothingOld() {
        for (CachedMemoryStore tier : tiers) {
            assertThat(version(tier)).isEqualTo(latest.get());
            assertThat(tier.listPaginated(HOME, 1, 0).items().getFirst().version())
                    .isEqualTo(latest.get());
        }
    }

    private void warm() {
        for (int i = 0; i < 2; i++) {
            tiers.forEach(tier -> {
                version(tier);
                tier.listPaginated(HOME, 1, 0);
                tier.count(HOME, Filter.everything());
            });
        }
    }

    @Test
    void aKilledRedisIsDoneWithoutAndUsedAgainWhenItIsBack() {
        awaitCircuits(CircuitState.CLOSED);
        warm();
        server.kill();
        awaitCircuits(CircuitState.OPEN);
        write(0);
        assertNothingOld();
        write(1);
        assertNothingOld();
        assertThat(shared.getFirst().redisStatus().health()).isEqualTo(PoolStatus.Health.DOWN);

        server.restart();
        awaitCircuits(CircuitState.CLOSED);
        assertNothingOld();
        warm();
        assertThat(shared.getFirst().redisStatus().health()).isEqualTo(PoolStatus.Health.UP);
        assertThat(shared.stream().mapToLong(redis -> redis.statistics().hits()).sum())
                .isPositive();
    }

    @Test
    void aStalledRedisComesBackWithNothingOld() {
        awaitCircuits(CircuitState.CLOSED);
        warm();
        server.stall();
        write(0); // waits for it, and goes on
        awaitCircuits(CircuitState.OPEN);
        long trips = shared.getFirst().roundTripTimes().count();
        for (int i = 0; i < 20; i++) {
            write(i % 2);
            assertNothingOld();
        }
        assertThat(shared.getFirst().roundTripTimes().count())
                .as("nobody waits while it is away")
                .isEqualTo(trips);

        server.goOn(); // with everything it held before
        awaitCircuits(CircuitState.CLOSED);
        assertNothingOld();
        warm();
        assertNothingOld();
    }

    @Test
    void aRedisThatForgetsEverythingIsOnlySlower() {
        awaitCircuits(CircuitState.CLOSED);
        warm();
        server.command("FLUSHALL");
        assertNothingOld();
        write(0);
        soon("the other hears", () -> version(tiers.get(1)) == latest.get());
    }

    @Test
    void readersAndWritersSeeNoErrorAndNothingOldOfTheirOwnWhateverHappens() throws Exception {
        var stop = new AtomicBoolean();
        var done = new ArrayList<Future<?>>();
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            try {
                for (int i = 0; i < 2; i++) {
                    int tier = i;
                    done.add(threads.submit(() -> keepWriting(tier, stop)));
                }
                for (int round = 0; round < 2; round++) {
                    RedisServer.pause(300);
                    server.stall();
                    RedisServer.pause(500);
                    server.goOn();
                    RedisServer.pause(300);
                    server.kill();
                    RedisServer.pause(200);
                    server.restart();
                }
            } finally {
                stop.set(true);
            }
            for (Future<?> one : done) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a caller saw a fault", e.getCause());
        }
        awaitCircuits(CircuitState.CLOSED);
        for (CachedMemoryStore tier : tiers) {
            soon(
                    "the last write",
                    () -> version(tier) == bare.retrieve(HOME, ID).orElseThrow().version());
        }
    }

    /// Each has a memory of its own, of which it knows the latest version.
    private void keepWriting(int number, AtomicBoolean stop) {
        CachedMemoryStore tier = tiers.get(number);
        var id = new UUID(2, number);
        tier.store(HOME, NewMemory.of("mine").id(id).build());
        for (int i = 0; !stop.get(); i++) {
            long written = tier.update(
                            HOME,
                            id,
                            MemoryPatch.change()
                                    .importance(i % 100 / 100.0 + 0.001)
                                    .build())
                    .orElseThrow()
                    .version();
            assertThat(tier.retrieve(HOME, id).orElseThrow().version()).isEqualTo(written);
            assertThat(tier.listPaginated(HOME, 10, 0).items())
                    .anyMatch(memory -> memory.id().equals(id) && memory.version() == written);
            RedisServer.pause(1);
        }
    }
}
