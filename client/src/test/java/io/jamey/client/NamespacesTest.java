package io.jamey.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class NamespacesTest {
    /// A store that cannot count.
    private static final class Uncounted extends ForwardingMemoryStore {
        Uncounted() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public long count(Namespace namespace, Filter filter) {
            throw new IllegalStateException("nobody asked how many there are");
        }
    }

    @Test
    void namesAreReadWithoutCountingWhatTheyHold() {
        Namespace ann = Namespace.of("ann");
        try (MemoryStore store = ServedStore.of(new Uncounted())) {
            store.store(ann, NewMemory.of("tea").build());

            assertThat(store.namespaces()).containsExactly(ann);
        }
    }
}
