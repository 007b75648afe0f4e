package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Namespaces that a careless comparison takes for [#HOME], holding the same ids, contents and embeddings.
///
/// They are bystanders: after each test they must be as they were left, to the last attribute.
final class LookAlikeTenants {
    static final Namespace HOME = Namespace.of("acme_%\u00e9");

    /// One for each way to confuse names: letter case, trailing space, a pattern's wildcards, Unicode
    /// normalisation, a prefix.
    static final List<Namespace> OTHERS = Stream.of(
                    "Acme_%\u00e9", "acme_%\u00e9 ", "acme-of-the-\u00e9", "acme_%e\u0301", "acme_%")
            .map(Namespace::of)
            .toList();

    private final MemoryStore store;
    private final InstantSource clock;
    private final Map<Namespace, Map<UUID, Memory>> left = new LinkedHashMap<>();

    LookAlikeTenants(MemoryStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        OTHERS.forEach(tenant -> left.put(tenant, new LinkedHashMap<>()));
    }

    void settle(List<NewMemory> memories) {
        left.forEach(
                (tenant, there) -> store.storeAll(tenant, memories).forEach(memory -> there.put(memory.id(), memory)));
    }

    void assertUnchanged() {
        left.forEach((tenant, there) -> {
            List<Memory> expected = there.values().stream()
                    .filter(memory -> !memory.isExpired(clock.instant()))
                    .toList();
            try (Stream<Memory> now = store.iterate(tenant, Filter.everything())) {
                assertThat(now).as("bystander '%s'", tenant).containsExactlyInAnyOrderElementsOf(expected);
            }
            assertThat(store.count(tenant, Filter.everything()))
                    .as("count of bystander '%s'", tenant)
                    .isEqualTo(expected.size());
        });
    }
}
