package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.Value;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What many threads at once are promised: nothing lost, nothing half done, one's own writes seen at once.
interface ConcurrencyContract extends StoreFixture {
    int THREADS = 8;

    @Test
    default void eachThreadSeesItsOwnWritesAtOnceAndNoneIsLost() {
        int each = 20;
        AtOnce.run(THREADS, thread -> {
            for (int i = 0; i < each; i++) {
                int number = thread * each + i;
                String word = "word" + number;
                Memory stored = store().store(
                                home(),
                                NewMemory.of("remember " + word)
                                        .embedding(Samples.embedding(number))
                                        .actor("thread " + thread)
                                        .build());
                Filter mine = Filter.equal(Field.ACTOR, "thread " + thread);
                assertThat(store().retrieve(home(), stored.id())).isPresent();
                assertThat(store().count(home(), mine)).isEqualTo(i + 1);
                var found = store().search(
                                home(),
                                SearchRequest.of(word)
                                        .embedding(Samples.embedding(number))
                                        .filter(mine)
                                        .limit(1)
                                        .build())
                        .matches();
                assertThat(found).extracting(match -> match.memory().id()).containsExactly(stored.id());
            }
            return each;
        });

        assertThat(all()).hasSize(THREADS * each);
        assertThat(store().count(home(), Filter.everything())).isEqualTo((long) THREADS * each);
    }

    @Test
    default void aBatchIsSeenWholeOrNotAtAll() {
        int size = 10;
        int batches = 20;
        var writing = new AtomicBoolean(true);
        AtOnce.run(4, thread -> {
            if (thread == 0) {
                try {
                    for (int i = 0; i < batches; i++) {
                        store().storeAll(home(), Samples.numbered(i * size, (i + 1) * size));
                        if (i % 2 == 1) {
                            store().deleteBatch(home(), idsOf(i * size, (i + 1) * size));
                        }
                    }
                } finally {
                    writing.set(false);
                }
            } else {
                var request = SearchRequest.of("memory").limit(Limits.RESULTS).build();
                Filter filter = Filter.exists(Field.metadata("number"));
                while (writing.get()) {
                    assertThat(store().count(home(), Filter.everything()) % size)
                            .isZero();
                    assertThat(store().count(home(), filter) % size).isZero();
                    var page = store().listPaginated(home(), Limits.PAGE, 0);
                    assertThat(page.total() % size).isZero();
                    assertThat(page.items()).hasSize((int) page.total());
                    assertThat(store().search(home(), request).matches().size() % size)
                            .isZero();
                    assertThat(store().retrieveBatch(home(), idsOf(0, batches * size))
                                            .size()
                                    % size)
                            .isZero();
                }
            }
            return thread;
        });

        assertThat(store().drop(home())).isEqualTo(batches / 2L * size);
    }

    private static List<UUID> idsOf(int from, int to) {
        return IntStream.range(from, to).mapToObj(Samples::id).toList();
    }

    @Test
    default void everyMemoryOfASessionGetsAPlaceOfItsOwn() {
        int each = 10;
        AtOnce.run(THREADS, thread -> {
            for (int i = 0; i < each; i++) {
                store().store(home(), NewMemory.of("a turn").session("s").build());
            }
            return thread;
        });

        assertThat(all())
                .extracting(memory -> memory.sequence().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, (long) THREADS * each).boxed().toList());
    }

    @Test
    default void noUpdateIsLostWhenEachExpectsTheVersionItRead() {
        UUID id = store().store(home(), counting(0)).id();
        int each = 5;
        AtOnce.run(THREADS, thread -> {
            for (int done = 0; done < each; ) {
                Memory memory = fetched(id);
                var count = (Value.Whole) memory.metadata().at(List.of("count")).orElseThrow();
                try {
                    store().update(
                                    home(),
                                    id,
                                    MemoryPatch.change()
                                            .metadata(Metadata.of("count", count.number() + 1))
                                            .expecting(memory.version())
                                            .build());
                    done++;
                } catch (MemoryException e) {
                    assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT);
                }
            }
            return thread;
        });

        assertThat(fetched(id).metadata()).isEqualTo(Metadata.of("count", THREADS * each));
        assertThat(fetched(id).version()).isEqualTo(1 + THREADS * each);
    }

    private static NewMemory counting(int count) {
        return NewMemory.of("a counter").metadata(Metadata.of("count", count)).build();
    }

    @Test
    default void theSameWriteFromManyThreadsHappensOnce() {
        NewMemory memory = Samples.complete(1).build();

        List<Memory> stored = AtOnce.run(THREADS, _ -> store().store(home(), memory));

        assertThat(Set.copyOf(stored)).hasSize(1);
        assertThat(all()).containsExactly(stored.getFirst());
    }

    @Test
    default void oneOfManyDifferentMemoriesGetsTheId() {
        List<String> outcomes = AtOnce.run(THREADS, thread -> {
            String content = "by thread " + thread;
            try {
                return store().store(
                                home(), NewMemory.of(content).id(Samples.id(1)).build())
                        .content();
            } catch (MemoryException e) {
                return e.kind().name();
            }
        });

        assertThat(outcomes.stream().filter("CONFLICT"::equals)).hasSize(THREADS - 1);
        assertThat(outcomes).contains(fetched(Samples.id(1)).content());
    }

    @Test
    default void eachMemoryIsDeletedByOneThreadOnly() {
        int count = 50;
        store().storeAll(home(), Samples.numbered(0, count));

        int deleted = AtOnce.run(THREADS, thread -> {
                    int mine = 0;
                    for (int i = 0; i < count; i++) {
                        mine += store().delete(home(), Samples.id((i + thread) % count)) ? 1 : 0;
                    }
                    return mine;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();

        assertThat(deleted).isEqualTo(count);
        assertThat(all()).isEmpty();
    }

    @Test
    default void oneOfManyFirstEmbeddingsFixesTheDimension() {
        MemoryStore fresh = another();

        Set<Integer> accepted = AtOnce.run(THREADS, thread -> {
                    var components = new float[thread + 1];
                    components[0] = 1;
                    try {
                        fresh.store(home(), Samples.plain("x").withEmbedding(Embedding.owning(components)));
                        return components.length;
                    } catch (IllegalArgumentException e) {
                        return 0;
                    }
                })
                .stream()
                .filter(dimension -> dimension > 0)
                .collect(Collectors.toSet());

        assertThat(accepted).hasSize(1);
        assertThat(fresh.status().dimension()).hasValue(accepted.iterator().next());
        assertThat(fresh.count(home(), Filter.everything())).isEqualTo(1);
    }
}
