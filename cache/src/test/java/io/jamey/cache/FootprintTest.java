package io.jamey.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The budget is worth something only if bytes are counted about right.
class FootprintTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final int MEMORIES = 20_000;

    /// Makes up each memory as it is asked for, and holds none.
    private static final class MadeUp extends ForwardingMemoryStore {
        private final int dimension;

        MadeUp(MemoryStore store, int dimension) {
            super(store);
            this.dimension = dimension;
        }

        @Override
        public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
            UUID id = ids.iterator().next();
            var random = new Random(id.getLeastSignificantBits());
            var components = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                components[i] = random.nextFloat() + 1;
            }
            String content = "what was said: " + "word ".repeat(random.nextInt(60));
            NewMemory memory = NewMemory.of(content)
                    .id(id)
                    .embedding(Embedding.owning(components))
                    .metadata(Metadata.of("number", random.nextInt(), "text", "t" + random.nextInt()))
                    .actor(String.valueOf(random.nextInt()))
                    .build();
            return Map.of(id, memory.stored(namespace, id, 0, Instant.ofEpochSecond(random.nextInt())));
        }
    }

    @Test
    void theEstimateIsWithinAThirdOfWhatTheHeapSays() {
        for (int dimension : new int[] {8, 256}) {
            var store = new CachedMemoryStore(
                    new MadeUp(new ReferenceMemoryStore(InstantSource.system()), dimension),
                    CacheOptions.defaults().bytes(1L << 30));
            long before = used();
            for (int i = 0; i < MEMORIES; i++) {
                store.retrieve(HOME, new UUID(5, i));
            }
            long held = used() - before;
            assertThat(store.statistics().entries()).isEqualTo(MEMORIES);
            assertThat((double) store.statistics().bytes() / held)
                    .as("estimate of heap, dimension %d, %d bytes each", dimension, held / MEMORIES)
                    .isBetween(0.75, 1.33);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
