package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jamey.Embedding;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a search leaves to the garbage collector, counted.
class SearchAllocationTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final int DIMENSION = 1536;
    private static final int MEMORIES = 900;

    @TempDir
    private Path folder;

    private final Random random = new Random(42);

    private Embedding embedding() {
        float[] components = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Embedding.of(components);
    }

    /// The driver hands over each embedding's bytes in an array of their own. Nothing else is to come for each: neither
    /// the components nor an entry of the cache, which would outlive the search.
    @Test
    void an_embedding_that_is_not_cached_costs_its_bytes_once() throws InterruptedException {
        Path file = folder.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            store.storeAll(
                    HOME,
                    IntStream.range(0, MEMORIES)
                            .mapToObj(i -> NewMemory.of("tea number " + i)
                                    .embedding(embedding())
                                    .build())
                            .toList());
        }
        List<SearchRequest> requests = Stream.generate(() -> SearchRequest.of("tea")
                        .embedding(embedding())
                        .limit(5)
                        .explain()
                        .build())
                .limit(20)
                .toList();
        long cached = allocated(file, 1L << 30, requests);
        long outside = allocated(file, 0, requests);
        long most = DIMENSION * Float.BYTES * 115 / 100;
        assertThat(outside - cached)
                .as("bytes for each embedding read, of %s", DIMENSION * Float.BYTES)
                .isBetween((long) DIMENSION * Float.BYTES, most);
    }

    /// Bytes for each embedding compared.
    private static long allocated(Path file, long vectorBytes, List<SearchRequest> requests)
            throws InterruptedException {
        try (var store =
                EmbeddedMemoryStore.open(file, EmbeddedOptions.defaults().vectorBytes(vectorBytes))) {
            assertThat(store.awaitSettled(Duration.ofMinutes(2))).isTrue();
            requests.forEach(request -> store.search(HOME, request));
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            long compared = 0;
            for (SearchRequest request : requests) {
                SearchPlan plan = store.search(HOME, request).plan().orElseThrow();
                compared += plan.counts().getOrDefault("vectors_compared", 0L);
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / compared;
        }
    }
}
