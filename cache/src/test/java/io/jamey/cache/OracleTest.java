package io.jamey.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Readers and writers at once, with an oracle: no read shows a version older than one that was acknowledged, or
/// seen by anybody, before it began.
class OracleTest {
    private static final String SEED = "jamey.seed";
    private static final int WRITES = Integer.getInteger("jamey.cache.writes", 3_000);
    private static final Namespace HOME = Namespace.of("home");
    private static final int MEMORIES = 4;
    private static final int WRITERS = 2;
    private static final int READERS = 3;

    private final CachedMemoryStore store =
            new CachedMemoryStore(new ReferenceMemoryStore(InstantSource.system()), CacheOptions.defaults());
    private final AtomicLongArray latest = new AtomicLongArray(MEMORIES);
    private final AtomicLong reads = new AtomicLong();
    private final AtomicBoolean writing = new AtomicBoolean(true);

    @Test
    void noReadIsStale(TestReporter reporter) throws Exception {
        long seed = Long.getLong(SEED, RandomGenerator.getDefault().nextLong());
        reporter.publishEntry(SEED, Long.toString(seed));
        for (int i = 0; i < MEMORIES; i++) {
            store.store(HOME, NewMemory.of("memory " + i).id(id(i)).build());
            latest.set(i, 1);
        }
        var tasks = new ArrayList<Callable<Integer>>();
        IntStream.range(0, READERS).forEach(i -> tasks.add(() -> read(new Random(seed + i))));
        IntStream.range(0, WRITERS).forEach(i -> tasks.add(() -> write(i, new Random(seed - i - 1))));
        try (var executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (Future<Integer> done : tasks.stream().map(executor::submit).toList()) {
                done.get();
            }
        } finally {
            writing.set(false);
        }
        CacheStatistics statistics = store.statistics();
        reporter.publishEntry(Map.of("reads", reads.toString(), "statistics", statistics.toString()));
        assertThat(statistics.hits()).isPositive();
    }

    private static UUID id(int number) {
        return new UUID(1, number);
    }

    private int write(int writer, Random random) throws InterruptedException {
        try {
            for (int i = 0; i < WRITES; i++) {
                int number = random.nextInt(MEMORIES / WRITERS) * WRITERS + writer;
                long version = store.update(
                                HOME,
                                id(number),
                                MemoryPatch.change()
                                        .importance(i % 1_000 / 1_000.0)
                                        .build())
                        .orElseThrow()
                        .version();
                seen(number, version);
                if (i % 8 == 0) {
                    Thread.sleep(0, 300_000); // for readers to find something in memory
                }
            }
        } finally {
            writing.set(false);
        }
        return writer;
    }

    private void seen(int number, long version) {
        latest.accumulateAndGet(number, version, Math::max);
    }

    private int read(Random random) {
        SearchRequest request = SearchRequest.of("memory").build();
        while (writing.get()) {
            long[] before = IntStream.range(0, MEMORIES).mapToLong(latest::get).toArray();
            int number = random.nextInt(MEMORIES);
            List<Memory> found = switch (random.nextInt(5)) {
                case 0 ->
                    store.search(HOME, request).matches().stream()
                            .map(Match::memory)
                            .toList();
                case 1 -> store.listPaginated(HOME, 10, 0).items();
                case 2 ->
                    List.copyOf(store.retrieveBatch(HOME, List.of(id(0), id(1), id(2), id(3)))
                            .values());
                case 3 -> all(store);
                default -> List.of(store.retrieve(HOME, id(number)).orElseThrow());
            };
            for (Memory memory : found) {
                int which = (int) memory.id().getLeastSignificantBits();
                assertThat(memory.version()).as("version of %d", which).isGreaterThanOrEqualTo(before[which]);
                seen(which, memory.version());
            }
            reads.incrementAndGet();
        }
        return 0;
    }

    private static List<Memory> all(MemoryStore store) {
        try (var memories = store.iterate(HOME, Filter.everything())) {
            return memories.toList();
        }
    }
}
