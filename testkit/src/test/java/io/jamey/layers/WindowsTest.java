package io.jamey.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.testkit.MovableClock;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which turns an embedding covers.
class WindowsTest {
    private static final Namespace HOME = Namespace.of("home");

    private final MovableClock clock = new MovableClock();
    private final FakeEmbedder embedder = new FakeEmbedder();
    private final MemoryStore bare = new ReferenceMemoryStore(clock);
    private int pages;
    private final MemoryStore store = new EmbeddingMemoryStore(
            new ForwardingMemoryStore(bare) {
                @Override
                public Page listPaginated(Namespace namespace, PageRequest request) {
                    pages++;
                    return super.listPaginated(namespace, request);
                }
            },
            embedder);

    @Test
    void aTurnIsCoveredTogetherWithTheOneBeforeItInItsSession() {
        store.store(HOME, turn("s", "a"));
        store.storeAll(HOME, List.of(turn("s", "b"), turn("t", "x"), turn("s", "c"), memory("alone"), turn("t", "y")));

        assertThat(embedder.calls).containsExactly(List.of("a"), List.of("a\nb", "x", "b\nc", "alone", "x\ny"));
    }

    @Test
    void turnsOfMoreThanAHundredAndTwentyWordsTogetherStandAlone() {
        String sixty = "word ".repeat(59) + "word";
        store.storeAll(HOME, List.of(turn("s", sixty), turn("s", sixty), turn("s", sixty + " more")));

        assertThat(embedder.calls).containsExactly(List.of(sixty, sixty + "\n" + sixty, sixty + " more"));
    }

    @Test
    void whatAnotherWriterAppendedIsSeen() {
        store.store(HOME, turn("s", "a"));
        bare.store(HOME, turn("s", "theirs"));
        store.store(HOME, turn("s", "b"));

        assertThat(embedder.calls).containsExactly(List.of("a"), List.of("theirs\nb"));
    }

    @Test
    void theTurnBeforeIsTheOneBeforeInPlaceNotInTime() {
        var turns = new ArrayList<NewMemory>();
        for (int place = 0; place < 2_500; place++) {
            turns.add(NewMemory.of("turn " + place)
                    .session("s", place)
                    .createdAt(Instant.EPOCH.minusSeconds(place))
                    .build());
        }
        bare.storeAll(HOME, turns);

        store.storeAll(
                HOME,
                List.of(
                        turn("s", "end"),
                        NewMemory.of("middle").session("s", 2_000).build()));

        assertThat(embedder.calls).containsExactly(List.of("turn 2499\nend", "turn 1999\nmiddle"));
    }

    @Test
    void aSessionWrittenInOrderCostsTwoPages() {
        store.storeAll(HOME, List.of(turn("s", "a"), turn("s", "b"), turn("s", "c")));
        pages = 0;

        store.storeAll(HOME, List.of(turn("s", "d"), turn("s", "e")));

        assertThat(pages).isEqualTo(2);
    }

    @Test
    void manyNewSessionsInABatchCostOnePageForEachThousand() {
        store.storeAll(
                HOME,
                IntStream.range(0, 1_500).mapToObj(i -> turn("s" + i, "hello")).toList());

        assertThat(pages).isEqualTo(2);
    }

    @Test
    void sessionsThatDoNotFitOnOnePageAreAskedForOneByOne() {
        bare.storeAll(
                HOME,
                IntStream.range(0, 2_000)
                        .mapToObj(i -> turn(i % 2 == 0 ? "even" : "odd", "turn " + i))
                        .toList());

        store.storeAll(HOME, List.of(turn("even", "a"), turn("odd", "b")));

        assertThat(embedder.calls).containsExactly(List.of("turn 1998\na", "turn 1999\nb"));
    }

    @Test
    void memoriesOutsideSessionsReadNothing() {
        store.storeAll(HOME, List.of(memory("a"), memory("b")));

        assertThat(pages).isZero();
    }

    /// Batches of turns at open, free, taken and far places in several sessions, some bringing their embedding,
    /// against turns stored one by one.
    @Test
    void theWindowsOfABatchAreThoseOfStoringOneByOne() {
        long seed = Long.getLong("jamey.random.seed", new Random().nextLong());
        var random = new Random(seed);
        var model = new ReferenceMemoryStore(clock);
        for (int round = 0; round < 200; round++) {
            List<NewMemory> batch = IntStream.rangeClosed(0, random.nextInt(6))
                    .mapToObj(_ -> randomTurn(random))
                    .toList();
            clock.advance(Duration.ofSeconds(1));
            var expected = new ArrayList<String>();
            for (NewMemory memory : batch) {
                Memory stored = model.store(HOME, memory);
                if (memory.embedding().isEmpty()) {
                    expected.add(windowOf(model, stored));
                }
                clock.advance(Duration.ofNanos(1_000));
            }
            embedder.calls.clear();

            store.storeAll(HOME, batch);

            assertThat(embedder.calls.stream().flatMap(List::stream))
                    .as("jamey.random.seed=%d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }

    private static NewMemory randomTurn(Random random) {
        var builder = NewMemory.of("turn " + random.nextInt(1_000_000));
        String session = "s" + random.nextInt(3);
        NewMemory turn = (random.nextBoolean()
                        ? builder.session(session)
                        : builder.session(session, random.nextInt(300)))
                .build();
        return random.nextInt(4) == 0 ? turn.withEmbedding(FakeEmbedder.of("own")) : turn;
    }

    /// Of several turns at one place the one stored last counts.
    private static String windowOf(MemoryStore model, Memory turn) {
        try (Stream<Memory> turns =
                model.iterate(HOME, Filter.session(turn.session().orElseThrow()))) {
            return turns.filter(other -> place(other) < place(turn))
                    .max(Comparator.comparingLong(WindowsTest::place).thenComparing(Memory::createdAt))
                    .map(before -> before.content() + "\n" + turn.content())
                    .orElse(turn.content());
        }
    }

    private static long place(Memory memory) {
        return memory.sequence().orElseThrow();
    }

    private static NewMemory memory(String content) {
        return NewMemory.of(content).build();
    }

    private static NewMemory turn(String session, String content) {
        return NewMemory.of(content).session(session).build();
    }
}
