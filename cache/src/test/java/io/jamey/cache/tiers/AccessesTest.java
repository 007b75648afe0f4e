package io.jamey.cache.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What becomes of access times that a store does not take.
class AccessesTest {
    private static final Namespace HOME = Namespace.of("home");

    private final RefusingStore store = new RefusingStore();
    private final Accesses accesses = Accesses.heldByEntries(store);
    private final Access access =
            accesses.of(store.store(HOME, NewMemory.of("tea").build()));

    @Test
    void aStoreThatCannotBeReachedIsToldAgain() {
        store.refusal = Optional.of(new MemoryException(MemoryException.Kind.UNAVAILABLE, "planted"));
        accesses.use(access, 1);
        assertThatThrownBy(accesses::flush).isInstanceOf(MemoryException.class);

        store.refusal = Optional.empty();
        accesses.flush();
        assertThat(store.told).hasValue(2);
    }

    @Test
    void aClosedStoreIsNotToldAgain() {
        store.refusal = Optional.of(new IllegalStateException("the store is closed"));
        accesses.use(access, 1);
        assertThatThrownBy(accesses::flush).isInstanceOf(IllegalStateException.class);

        assertThatCode(accesses::flush).doesNotThrowAnyException();
        assertThat(store.told).hasValue(1);
    }

    private static final class RefusingStore extends ForwardingMemoryStore {
        private volatile Optional<RuntimeException> refusal = Optional.empty();
        private final AtomicInteger told = new AtomicInteger();

        RefusingStore() {
            super(new ReferenceMemoryStore(new MovableClock()));
        }

        @Override
        public void touchAt(Namespace namespace, Map<UUID, Instant> times) {
            told.incrementAndGet();
            refusal.ifPresent(reason -> {
                throw reason;
            });
        }
    }
}
