package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.Namespace;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What reading by id promises.
interface RetrievingContract extends StoreFixture {

    @Test
    default void aMissingIdIsAbsent() {
        given(Samples.numbered(1));

        assertThat(store().retrieve(home(), Samples.id(2))).isEmpty();
        assertThat(store().retrieve(Namespace.of("nobody"), Samples.id(1))).isEmpty();
    }

    @Test
    default void memoriesComeInTheOrderOfTheIdsWithoutTheMissing() {
        List<Memory> stored = given(Samples.numbered(0, 5));
        List<UUID> ids = List.of(Samples.id(4), Samples.id(99), Samples.id(0), Samples.id(4), Samples.id(2));

        var found = store().retrieveBatch(home(), ids);

        assertThat(found.keySet()).containsExactly(Samples.id(4), Samples.id(0), Samples.id(2));
        assertThat(found.values()).containsExactly(stored.get(4), stored.get(0), stored.get(2));
    }

    @Test
    default void noIdsNoMemories() {
        given(Samples.numbered(1));

        assertThat(store().retrieveBatch(home(), List.of())).isEmpty();
    }

    @Test
    default void aRetrievedMemoryHasItsEmbeddingBitForBit() {
        Memory stored = given(Samples.numbered(1)).getFirst();

        assertThat(fetched(stored.id()).embedding()).contains(Samples.embedding(1));
    }
}
