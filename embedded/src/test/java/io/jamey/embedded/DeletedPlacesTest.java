package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletedPlacesTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final Namespace WORK = Namespace.of("work");

    @TempDir
    private Path folder;

    @Test
    void places_of_deleted_memories_are_reported_until_they_are_taken_again() {
        try (var store = EmbeddedMemoryStore.open(folder.resolve("memory.db"))) {
            List<Memory> home = fill(store, HOME);
            List<Memory> work = fill(store, WORK);
            assertThat(deleted(store)).isEqualTo(0);

            store.deleteBatch(HOME, List.of(home.get(0).id(), home.get(2).id()));
            store.delete(WORK, work.get(1).id());
            assertThat(deleted(store)).isEqualTo(3);

            store.store(HOME, NewMemory.of("takes the first place").build());
            assertThat(deleted(store)).isEqualTo(2);
        }
    }

    private static List<Memory> fill(EmbeddedMemoryStore store, Namespace namespace) {
        return store.storeAll(
                namespace,
                Stream.of("one", "two", "three", "four")
                        .map(content -> NewMemory.of(content).build())
                        .toList());
    }

    private static long deleted(EmbeddedMemoryStore store) {
        return Long.parseLong(store.status().details().getOrDefault("index_deleted", "-1"));
    }
}
