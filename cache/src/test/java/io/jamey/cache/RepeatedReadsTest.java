package io.jamey.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;

/// The same few questions again and again between random writes, so that most answers come from memory: each
/// must be what the bare store answers, to the last access time.
class RepeatedReadsTest {
    private static final String SEED = "jamey.seed";
    private static final int STEPS = Integer.getInteger("jamey.cache.steps", 3_000);
    private static final List<Namespace> NAMESPACES = List.of(Namespace.of("a"), Namespace.of("b"));
    private static final List<UUID> IDS =
            IntStream.range(0, 8).mapToObj(i -> new UUID(7, i)).toList();
    private static final List<Filter> FILTERS =
            List.of(Filter.everything(), Filter.equal(Field.ACTOR, "Ann"), Filter.atLeast(Field.IMPORTANCE, 0.5));
    private static final List<SearchRequest> SEARCHES = List.of(
            SearchRequest.of("tea").build(),
            SearchRequest.of("tea").limit(2).filter(FILTERS.get(1)).build(),
            SearchRequest.of(Embedding.of(1, 2)).withEmbeddings().build(),
            SearchRequest.of("milk")
                    .weights(Weights.WORDS_ONLY.with(Signal.RECENCY, 1))
                    .build());

    private final MovableClock clock = new MovableClock();
    private final MemoryStore bare = new ReferenceMemoryStore(clock);
    private final CachedMemoryStore cached = new CachedMemoryStore(
            new ReferenceMemoryStore(clock),
            CacheOptions.defaults().bytes(1 << 20).clock(clock));

    @RepeatedTest(3)
    void giveTheAnswersOfTheBareStore(TestReporter reporter) {
        long seed = Long.getLong(SEED, RandomGenerator.getDefault().nextLong());
        reporter.publishEntry(SEED, Long.toString(seed));
        var random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            Function<MemoryStore, Object> operation = operation(random);
            assertThat(outcome(operation, cached))
                    .as("step %d; repeat with -D%s=%d", step, SEED, seed)
                    .isEqualTo(outcome(operation, bare));
        }
        assertThat(cached.statistics().hitRate()).isGreaterThan(0.3);
    }

    private Function<MemoryStore, Object> operation(Random random) {
        Namespace namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
        UUID id = IDS.get(random.nextInt(IDS.size()));
        Filter filter = FILTERS.get(random.nextInt(FILTERS.size()));
        int dice = random.nextInt(100);
        if (dice < 35) {
            return read(random, namespace, id, filter);
        } else if (dice < 60) {
            SearchRequest request = SEARCHES.get(random.nextInt(SEARCHES.size()));
            return store -> store.search(namespace, request);
        } else if (dice < 82) {
            return look(random, namespace, filter);
        } else if (dice < 92) {
            Duration time = Duration.ofNanos(random.nextLong(3_000_000_000L));
            Instant now = clock.advance(time);
            return _ -> now;
        }
        return write(random, namespace, id, filter);
    }

    private Function<MemoryStore, Object> read(Random random, Namespace namespace, UUID id, Filter filter) {
        return switch (random.nextInt(8)) {
            case 0 -> {
                List<UUID> ids = IDS.subList(0, random.nextInt(IDS.size()));
                yield store -> List.copyOf(store.retrieveBatch(namespace, ids).entrySet());
            }
            case 1 ->
                store -> {
                    store.touch(namespace, List.of(id));
                    return "touched";
                };
            case 2 -> {
                Instant at = clock.instant().minusSeconds(random.nextInt(3));
                yield store -> {
                    store.touchAt(namespace, Map.of(id, at));
                    return "touched";
                };
            }
            case 3 ->
                store -> {
                    try (Stream<Memory> memories = store.iterate(namespace, filter)) {
                        return memories.toList();
                    }
                };
            default -> store -> store.retrieve(namespace, id);
        };
    }

    private Function<MemoryStore, Object> look(Random random, Namespace namespace, Filter filter) {
        return switch (random.nextInt(4)) {
            case 0 -> store -> store.count(namespace, filter);
            case 1 -> {
                Filter used = Filter.less(Field.LAST_ACCESSED, clock.instant().minusSeconds(2));
                yield store -> store.listPaginated(namespace, PageRequest.of(3).where(Filter.and(filter, used)));
            }
            case 2 ->
                store -> store.listPaginated(
                        namespace, PageRequest.of(3).where(filter).withEmbeddings());
            default -> store -> store.listPaginated(namespace, 5, 1);
        };
    }

    private Function<MemoryStore, Object> write(Random random, Namespace namespace, UUID id, Filter filter) {
        double importance = random.nextInt(4) / 4.0;
        Instant expiry = clock.instant().plusMillis(random.nextInt(20_000));
        return switch (random.nextInt(12)) {
            case 0 -> store -> store.delete(namespace, id);
            case 1 -> store -> store.deleteMatching(namespace, filter);
            case 2 -> store -> store.drop(namespace);
            case 3, 4, 5 -> {
                var patch = MemoryPatch.change().importance(importance);
                yield store -> store.update(
                        namespace, id, (importance > 0.5 ? patch.expiresAt(expiry) : patch.neverExpires()).build());
            }
            default -> {
                var memory = NewMemory.of(importance > 0.5 ? "tea and milk" : "tea")
                        .id(id)
                        .actor(importance > 0.3 ? "Ann" : "Ben")
                        .embedding(Embedding.of((float) importance + 1, 1))
                        .createdAt(Instant.parse("2025-01-01T00:00:00Z"));
                yield store -> store.storeAll(
                        namespace, List.of((importance > 0.6 ? memory.expiresAt(expiry) : memory).build()));
            }
        };
    }

    private static Object outcome(Function<MemoryStore, Object> operation, MemoryStore store) {
        try {
            return operation.apply(store);
        } catch (MemoryException e) {
            return e.kind();
        }
    }
}
