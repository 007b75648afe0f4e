package io.jamey.testkit;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What every test of the contract starts with: an open store, one namespace of its own in it, and look-alike
/// namespaces around it that must not notice anything.
interface StoreFixture {
    /// Open, and closed after the test. Its dimension is [Samples#DIMENSION].
    MemoryStore store();

    /// Whether the store declares to do otherwise.
    boolean deviates(Deviation deviation);

    /// The store's clock.
    MovableClock clock();

    /// The namespace to test in; empty at first.
    Namespace home();

    /// Stores these in [#home()], and the same under the same ids in every look-alike namespace.
    ///
    /// @return the memories at home
    List<Memory> given(List<NewMemory> memories);

    default List<Memory> given(NewMemory... memories) {
        return given(List.of(memories));
    }

    /// Stores these in every look-alike namespace, but not at home.
    void givenElsewhere(List<NewMemory> memories);

    /// One more store, empty and alone, closed after the test.
    MemoryStore another();

    /// The memory after a write that might have read it first.
    default Memory written(Memory memory) {
        return deviates(Deviation.READS_BEFORE_WRITING) ? memory.withLastAccessed(clock().instant()) : memory;
    }

    /// Everything at home, oldest first.
    default List<Memory> all() {
        return matching(Filter.everything());
    }

    /// What the filter accepts at home, oldest first.
    default List<Memory> matching(Filter filter) {
        try (Stream<Memory> memories = store().iterate(home(), filter)) {
            return memories.toList();
        }
    }

    /// The memory at home with this id, which must be there.
    default Memory fetched(UUID id) {
        return store().retrieve(home(), id).orElseThrow();
    }
}
