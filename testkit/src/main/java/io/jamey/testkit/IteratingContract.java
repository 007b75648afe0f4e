package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.Namespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What streaming promises: everything, once, while others write.
interface IteratingContract extends StoreFixture {

    @Test
    default void everyMemoryIsStreamedOldestFirstWithItsEmbedding() {
        var stored = new ArrayList<>(given(Samples.numbered(0, 20)));
        stored.addAll(given(Samples.complete(30).build(), Samples.complete(29).build()));
        stored.sort(Comparator.comparing(Memory::createdAt).thenComparing(Memory::id, MemoryIds.ORDER));

        assertThat(all()).isEqualTo(stored);
    }

    @Test
    default void onlyWhatTheFilterAcceptsIsStreamed() {
        List<Memory> stored = given(Samples.numbered(0, 20));

        assertThat(matching(Filter.less(Field.metadata("number"), 3)))
                .containsExactlyInAnyOrderElementsOf(stored.subList(0, 3));
        assertThat(matching(Filter.not(Filter.everything()))).isEmpty();
    }

    @Test
    default void anEmptyNamespaceStreamsNothing() {
        assertThat(all()).isEmpty();
        try (Stream<Memory> none = store().iterate(Namespace.of("nobody"), Filter.everything())) {
            assertThat(none).isEmpty();
        }
    }

    @Test
    default void aStreamCanBeClosedEarlyAndTheStoreGoesOn() {
        store().storeAll(home(), Samples.numbered(0, 1_000));

        for (int i = 0; i < 100; i++) {
            try (Stream<Memory> memories = store().iterate(home(), Filter.everything())) {
                assertThat(memories.findFirst()).isPresent();
            }
            store().iterate(home(), Filter.everything()).close();
        }

        assertThat(store().drop(home())).isEqualTo(1_000);
    }

    @Test
    default void whatIsThereFromBeginningToEndIsSeenOnceWhateverIsWrittenMeanwhile() {
        store().storeAll(home(), Samples.numbered(0, 1_000));
        var doomed = new HashSet<UUID>();
        var seen = new ArrayList<UUID>();

        try (Stream<Memory> memories = store().iterate(home(), Filter.everything())) {
            Iterator<Memory> iterator = memories.iterator();
            for (int i = 0; iterator.hasNext(); i++) {
                seen.add(iterator.next().id());
                if (i % 100 == 0) {
                    UUID id = Samples.id(i);
                    store().delete(home(), id);
                    doomed.add(id);
                    store().store(home(), Samples.numbered(10_000 + i));
                }
            }
        }

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen)
                .containsAll(Samples.numbered(0, 1_000).stream()
                        .map(memory -> memory.id().orElseThrow())
                        .filter(id -> !doomed.contains(id))
                        .collect(Collectors.toSet()));
    }

    @Test
    default void severalStreamsCanBeOpenAtOnce() {
        given(Samples.numbered(0, 10));

        try (Stream<Memory> one = store().iterate(home(), Filter.everything());
                Stream<Memory> other = store().iterate(home(), Filter.everything())) {
            Iterator<Memory> left = one.iterator();
            Iterator<Memory> right = other.iterator();
            while (left.hasNext()) {
                assertThat(right.next()).isEqualTo(left.next());
            }
            assertThat(right.hasNext()).isFalse();
        }
    }
}
