package io.jamey.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Weights;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EmbeddingMemoryStoreTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final UUID ID = new UUID(1, 2);

    private final FakeEmbedder embedder = new FakeEmbedder();
    private final MemoryStore bare = new ReferenceMemoryStore(new MovableClock());
    private final MemoryStore store = new EmbeddingMemoryStore(bare, embedder);

    @Test
    void aBatchIsEmbeddedInOneCallAndOnlyWhereNothingWasGiven() {
        Embedding own = FakeEmbedder.of("own");

        List<Memory> stored =
                store.storeAll(HOME, List.of(memory("a"), memory("b").withEmbedding(own), memory("c")));

        assertThat(stored)
                .extracting(memory -> memory.embedding().orElseThrow())
                .containsExactly(FakeEmbedder.of("a"), own, FakeEmbedder.of("c"));
        assertThat(embedder.calls).containsExactly(List.of("a", "c"));
    }

    @Test
    void storingAgainDoesNothingAndAsksNobodyThoughTheSessionHasGoneOn() {
        NewMemory open = NewMemory.of("b").id(ID).session("s").build();
        store.store(HOME, turn("s", "a"));
        Memory first = store.store(HOME, open);
        store.storeAll(
                HOME, List.of(turn("s", "c"), NewMemory.of("z").session("s", 1).build()));
        embedder.calls.clear();

        Memory again = store.store(HOME, open);

        assertThat(again).isEqualTo(first);
        assertThat(again.embedding()).contains(FakeEmbedder.of("a\nb"));
        assertThat(embedder.calls).isEmpty();
    }

    @Test
    void repeatingABatchEmbedsOnlyWhatIsMissing() {
        NewMemory there = NewMemory.of("b").id(ID).session("s").build();
        store.store(HOME, there);
        embedder.calls.clear();

        store.storeAll(HOME, List.of(there, turn("s", "c")));

        assertThat(embedder.calls).containsExactly(List.of("b\nc"));
    }

    @Test
    void aMemoryStoredWithoutTheLayerIsTakenAsItIs() {
        NewMemory memory = NewMemory.of("a").id(ID).build();
        Memory first = bare.store(HOME, memory);

        assertThat(store.store(HOME, memory)).isEqualTo(first);
        assertThat(embedder.calls).isEmpty();
    }

    @Test
    void theSameMemoryTwiceInABatchIsEmbeddedOnce() {
        NewMemory memory = NewMemory.of("b").id(ID).session("s").build();

        List<Memory> stored = store.storeAll(HOME, List.of(memory, turn("s", "c"), memory));

        assertThat(stored.getLast()).isEqualTo(stored.getFirst());
        assertThat(embedder.calls).containsExactly(List.of("b", "b\nc"));
    }

    @Test
    void aTwinOfTheWriteThatComesFirstIsNotAConflict() {
        NewMemory memory = NewMemory.of("b").id(ID).session("s").build();
        var raced = new EmbeddingMemoryStore(
                new ForwardingMemoryStore(bare) {
                    private boolean first = true;

                    @Override
                    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                        if (first) {
                            first = false;
                            super.storeAll(namespace, List.of(memory.withEmbedding(FakeEmbedder.of("seen before"))));
                        }
                        return super.storeAll(namespace, memories);
                    }
                },
                embedder);

        Memory stored = raced.store(HOME, memory);

        assertThat(stored.embedding()).contains(FakeEmbedder.of("seen before"));
        assertThat(bare.count(HOME, Filter.everything())).isEqualTo(1);
    }

    @Test
    void aDifferentMemoryThatComesFirstStaysAConflict() {
        NewMemory memory = NewMemory.of("b").id(ID).build();
        var raced = new EmbeddingMemoryStore(
                new ForwardingMemoryStore(bare) {
                    @Override
                    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                        inner().store(namespace, NewMemory.of("another").id(ID).build());
                        return super.storeAll(namespace, memories);
                    }
                },
                embedder);

        assertThatThrownBy(() -> raced.store(HOME, memory)).satisfies(EmbeddingMemoryStoreTest::isConflict);
    }

    @Test
    void theCallersMistakesAreFoundBeforeTheEmbedderIsPaid() {
        store.store(HOME, NewMemory.of("a").id(ID).build());
        embedder.calls.clear();
        NewMemory other = NewMemory.of("b").id(ID).build();
        NewMemory narrow = memory("b").withEmbedding(Embedding.of(1, 2));
        List<NewMemory> many = Collections.nCopies(Limits.BATCH + 1, memory("b"));
        List<NewMemory> twice = List.of(
                NewMemory.of("b").id(new UUID(3, 4)).build(),
                NewMemory.of("c").id(new UUID(3, 4)).build());

        assertThatThrownBy(() -> store.storeAll(HOME, List.of(memory("c"), other)))
                .satisfies(EmbeddingMemoryStoreTest::isConflict);
        assertThatThrownBy(() -> store.storeAll(HOME, twice)).satisfies(EmbeddingMemoryStoreTest::isConflict);
        assertThatThrownBy(() -> store.storeAll(HOME, List.of(memory("c"), narrow)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.storeAll(HOME, many)).isInstanceOf(IllegalArgumentException.class);

        assertThat(embedder.calls).isEmpty();
        assertThat(bare.count(HOME, Filter.everything())).isEqualTo(1);
    }

    @Test
    void anEmbedderThatFailsWritesNothing() {
        store.store(HOME, NewMemory.of("a").id(ID).build());
        embedder.fails = true;
        var change = MemoryPatch.change().content("b").build();

        assertThatThrownBy(() -> store.store(HOME, memory("b"))).isInstanceOf(MemoryException.class);
        assertThatThrownBy(() -> store.update(HOME, ID, change)).isInstanceOf(MemoryException.class);

        assertThat(bare.listPaginated(HOME, 10, 0).items())
                .extracting(Memory::content)
                .containsExactly("a");
    }

    @Test
    void newContentIsEmbeddedWithTheTurnBeforeIt() {
        store.storeAll(
                HOME,
                List.of(turn("s", "a"), NewMemory.of("b").id(ID).session("s").build(), turn("s", "c")));

        Memory changed = updated(MemoryPatch.change().content("x").expecting(1).build());

        assertThat(changed.embedding()).contains(FakeEmbedder.of("a\nx"));
        assertThat(changed.version()).isEqualTo(2);
    }

    @Test
    void theSameContentKeepsItsEmbeddingThoughTheTurnBeforeItIsAnother() {
        store.store(HOME, NewMemory.of("b").id(ID).session("s", 5).build());
        store.store(HOME, NewMemory.of("a").session("s", 4).build());
        embedder.calls.clear();

        Memory same = updated(MemoryPatch.change().content("b").build());

        assertThat(same.embedding()).contains(FakeEmbedder.of("b"));
        assertThat(same.version()).isEqualTo(1);
        assertThat(embedder.calls).isEmpty();
    }

    @Test
    void anUpdateThatBringsOrRemovesAnEmbeddingIsLeftAlone() {
        store.store(HOME, NewMemory.of("a").id(ID).build());
        embedder.calls.clear();

        assertThat(updated(MemoryPatch.change().content("b").withoutEmbedding().build())
                        .embedding())
                .isEmpty();
        assertThat(updated(MemoryPatch.change()
                                .content("c")
                                .embedding(FakeEmbedder.of("own"))
                                .build())
                        .embedding())
                .contains(FakeEmbedder.of("own"));
        assertThat(embedder.calls).isEmpty();
    }

    @Test
    void anUpdateThatCannotSucceedIsFoundOutBeforeTheEmbedderIsPaid() {
        store.store(HOME, NewMemory.of("a").id(ID).build());
        embedder.calls.clear();
        var late = MemoryPatch.change().content("b").expecting(7).build();
        var narrow = MemoryPatch.change().embedding(Embedding.of(1, 2)).build();

        assertThatThrownBy(() -> store.update(HOME, ID, late)).satisfies(EmbeddingMemoryStoreTest::isConflict);
        assertThatThrownBy(() -> store.update(HOME, ID, narrow)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.update(
                        HOME, new UUID(5, 6), MemoryPatch.change().content("b").build()))
                .isEmpty();

        assertThat(embedder.calls).isEmpty();
    }

    @Test
    void aSearchIsEmbeddedOnlyIfClosenessCountsAndNoEmbeddingCame() {
        var asked = new ArrayList<SearchRequest>();
        var listening = new EmbeddingMemoryStore(
                new ForwardingMemoryStore(bare) {
                    @Override
                    public SearchResult search(Namespace namespace, SearchRequest request) {
                        asked.add(request);
                        return super.search(namespace, request);
                    }
                },
                embedder);
        var text = SearchRequest.of("tea").limit(3).build();
        var words = SearchRequest.of("tea").weights(Weights.WORDS_ONLY).build();
        var own = SearchRequest.of("tea").embedding(FakeEmbedder.of("own")).build();

        listening.search(HOME, text);
        listening.search(HOME, words);
        listening.search(HOME, own);

        assertThat(asked).containsExactly(text.withEmbedding(FakeEmbedder.of("tea")), words, own);
        assertThat(embedder.calls).containsExactly(List.of("tea"));
    }

    @Test
    void aStoreThatAnotherModelFilledIsRefused() {
        bare.store(HOME, memory("a").withEmbedding(Embedding.of(1, 2)));

        assertThatThrownBy(() -> new EmbeddingMemoryStore(bare, embedder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("dimension 2", "fake makes dimension 8");
    }

    @Test
    void closingClosesTheStoreAndTheEmbedderAndNothingIsPaidAfterwards() {
        store.close();
        store.close();

        assertThat(embedder.closed).isTrue();
        assertThatThrownBy(bare::status).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.store(HOME, memory("a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.search(HOME, SearchRequest.of("tea").build()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        store.update(HOME, ID, MemoryPatch.change().content("b").build()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(embedder.calls).isEmpty();
    }

    @Test
    void aPlaceInAnotherNamespaceIsNoPlaceHere() {
        bare.store(
                Namespace.of("home2"),
                NewMemory.of("a").session("s", 3).createdAt(Instant.EPOCH).build());

        store.store(HOME, turn("s", "b"));

        assertThat(embedder.calls).containsExactly(List.of("b"));
    }

    private Memory updated(MemoryPatch patch) {
        return store.update(HOME, ID, patch).orElseThrow();
    }

    private static NewMemory memory(String content) {
        return NewMemory.of(content).build();
    }

    private static NewMemory turn(String session, String content) {
        return NewMemory.of(content).session(session).build();
    }

    private static void isConflict(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT));
    }
}
