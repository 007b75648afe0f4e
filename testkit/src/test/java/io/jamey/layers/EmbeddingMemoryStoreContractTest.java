package io.jamey.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// The whole contract, and in its overrides all that an embedding store does otherwise: there are embeddings where
/// the caller gave none, all of one dimension, and a memory that is looked at before a write counts as accessed.
class EmbeddingMemoryStoreContractTest extends MemoryStoreContract {
    private static final NewMemory TEA =
            NewMemory.of("Tea, no sugar").id(new UUID(1, 2)).build();

    @Override
    protected MemoryStore open(InstantSource clock) {
        return new EmbeddingMemoryStore(new ReferenceMemoryStore(clock), new FakeEmbedder());
    }

    @Test
    @Override
    public void whatTheCallerLeavesOpenIsFilledIn() {
        Memory stored = store().store(home(), NewMemory.of("Tea, no sugar").build());

        assertThat(stored.id().version()).as("version of the id").isEqualTo(7);
        assertThat(stored.createdAt()).isEqualTo(clock().instant());
        assertThat(stored.embedding()).contains(FakeEmbedder.of("Tea, no sugar"));
        assertThat(fetched(stored.id())).isEqualTo(stored);
    }

    @Test
    @Override
    public void newContentDropsTheOldEmbedding() {
        store().store(home(), TEA.withEmbedding(FakeEmbedder.of("any")));

        Memory after = store().update(
                        home(),
                        TEA.id().orElseThrow(),
                        MemoryPatch.change().content("other words").build())
                .orElseThrow();

        assertThat(after.embedding()).contains(FakeEmbedder.of("other words"));
    }

    @Test
    @Override
    public void theFirstEmbeddingFixesTheDimensionOfTheWholeStore() {
        NewMemory three = TEA.withEmbedding(Embedding.of(1, 2, 3));

        assertThatThrownBy(() -> another().store(home(), three))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("dimension 3", "fake", "makes 8");
    }

    @Test
    @Override
    public void storingTheSameAgainDoesNothing() {
        Memory first = given(TEA).getFirst();
        var later = clock().advance(Duration.ofHours(1));

        Memory again = store().store(home(), TEA);

        assertThat(again).isEqualTo(first.withLastAccessed(later));
        assertThat(all()).containsExactly(again);
    }

    @Test
    @Override
    public void aDifferentMemoryUnderATakenIdIsAConflict() {
        Memory there = given(TEA).getFirst();
        var later = clock().advance(Duration.ofHours(1));

        for (NewMemory different : List.of(
                NewMemory.of("Coffee").id(there.id()).build(),
                NewMemory.of(TEA.content()).id(there.id()).actor("Ann").build(),
                TEA.withEmbedding(FakeEmbedder.of("Coffee")))) {
            assertThatThrownBy(() -> store().store(home(), different))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT));
        }

        assertThat(all()).containsExactly(there.withLastAccessed(later));
    }

    @Test
    @Override
    public void anUpdateThatChangesNothingLeavesVersionAndTime() {
        Memory before = given(TEA).getFirst();
        var later = clock().advance(Duration.ofMinutes(1));

        Optional<Memory> after = store().update(
                        home(),
                        before.id(),
                        MemoryPatch.change().content(TEA.content()).expecting(1).build());

        assertThat(after).contains(before.withLastAccessed(later));
    }

    @Test
    @Override
    public void theNewestComeFirst() {
        Memory old = store().store(home(), NewMemory.of("old").build());
        clock().advance(Duration.ofSeconds(1));
        Memory young = store().store(home(), NewMemory.of("young").build());

        var request = PageRequest.of(10).withEmbeddings();
        assertThat(store().listPaginated(home(), request).items()).containsExactly(young, old);
        assertThat(store().listPaginated(home(), request.ordered(PageRequest.Order.OLDEST_FIRST))
                        .items())
                .containsExactly(old, young);
    }

    @Test
    @Override
    public void aMemoryStoredExpiredIsNeverSeen() {
        NewMemory late = NewMemory.of("too late").expiresAt(clock().instant()).build();

        Memory stored = store().store(home(), late);

        assertThat(stored.embedding()).contains(FakeEmbedder.of("too late"));
        assertThat(all()).isEmpty();
    }

    /// The kit compares with a store that embeds nothing. Where every write and search brings its embedding the
    /// answers must be the same.
    @Test
    @Override
    public void randomOperationsGiveTheAnswersOfTheReferenceStore(TestReporter reporter) {
        long seed = Long.getLong("jamey.random.seed", new Random().nextLong());
        var random = new Random(seed);
        var reference = new ReferenceMemoryStore(clock());
        for (int step = 0; step < 500; step++) {
            Function<MemoryStore, Object> operation = operation(random);
            assertThat(outcome(operation, store()))
                    .as("jamey.random.seed=%d, step %d", seed, step)
                    .isEqualTo(outcome(operation, reference));
            clock().advance(Duration.ofMillis(random.nextInt(10)));
        }
    }

    private Function<MemoryStore, Object> operation(Random random) {
        UUID id = new UUID(7, random.nextInt(20));
        String content = "text " + random.nextInt(3);
        Embedding embedding = FakeEmbedder.of(content);
        return switch (random.nextInt(5)) {
            case 0, 1 -> {
                var memory = NewMemory.of(content).id(id).session("s").embedding(embedding);
                yield store -> store.storeAll(home(), List.of(memory.build()));
            }
            case 2 -> {
                var patch = MemoryPatch.change()
                        .content(content)
                        .embedding(embedding)
                        .expecting(1 + random.nextInt(2));
                yield store -> store.update(home(), id, patch.build());
            }
            case 3 -> store -> store.delete(home(), id);
            default -> {
                var request = SearchRequest.of(content).embedding(embedding).withEmbeddings();
                yield store -> store.search(home(), request.build());
            }
        };
    }

    private static Object outcome(Function<MemoryStore, Object> operation, MemoryStore store) {
        try {
            return operation.apply(store);
        } catch (MemoryException e) {
            return e.kind();
        }
    }
}
