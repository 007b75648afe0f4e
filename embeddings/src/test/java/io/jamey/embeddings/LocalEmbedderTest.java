package io.jamey.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Embedder;
import io.jamey.Embedding;
import io.jamey.MemoryException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalEmbedderTest {
    private static final Embedder EMBEDDER = new LocalEmbedder();

    @AfterAll
    static void close() {
        EMBEDDER.close();
    }

    @Test
    void textsThatMeanTheSameAreCloserThanTextsThatDoNot() {
        List<Embedding> made = EMBEDDER.embed(
                List.of("Ann drinks green tea every morning", "What does Ann like to drink?", "The train was late"));

        assertThat(made).allSatisfy(one -> assertThat(one.dimension()).isEqualTo(EMBEDDER.dimension()));
        assertThat(made.get(0).cosine(made.get(1)))
                .isGreaterThan(made.get(0).cosine(made.get(2)))
                .isGreaterThan(made.get(1).cosine(made.get(2)));
    }

    @Test
    void aBatchKeepsItsOrderAndGivesWhatSingleTextsGive() {
        List<String> texts = IntStream.range(0, 12).mapToObj(i -> "note " + i).toList();

        List<Embedding> batch = EMBEDDER.embed(texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(batch.get(i))
                    .isEqualTo(EMBEDDER.embed(List.of(texts.get(i))).getFirst());
        }
    }

    @Test
    void aVeryLongTextIsCutAtItsLimit() {
        String start = "tea and cake ".repeat(LocalEmbedder.CHARACTERS / 13);
        String filled = start + "x".repeat(LocalEmbedder.CHARACTERS - start.length());

        List<Embedding> made = EMBEDDER.embed(List.of(filled, filled + " trains ".repeat(100_000)));

        assertThat(made.get(1)).isEqualTo(made.get(0));
    }

    @Test
    void theCutDoesNotSplitACharacterOfTwoHalves() {
        String filled = "a ".repeat(LocalEmbedder.CHARACTERS / 2 - 1) + "a";

        List<Embedding> made = EMBEDDER.embed(List.of(filled, filled + "\uD83C\uDF75"));

        assertThat(made.get(1).cosine(made.get(0))).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u00ad\u200d", "\u0001", "\ufeff", "\u0300", "\u00a0", "\uD83C\uDF75", "[SEP]"})
    void aTextWithoutWordsHasAnEmbeddingToo(String text) {
        assertThat(EMBEDDER.embed(List.of("tea", text))).hasSize(2);
    }

    @Test
    void callsFromManyThreadsDoNotDisturbEachOther() throws Exception {
        Embedding alone = EMBEDDER.embed(List.of("green tea")).getFirst();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> EMBEDDER.embed(List.of("noise " + i, "green tea"))))
                    .toList();
            for (var call : calls) {
                assertThat(call.get().get(1)).isEqualTo(alone);
            }
        }
    }

    @Test
    void theModelIsLoadedOnceAndOnlyWhenNeeded() {
        var loads = new AtomicInteger();
        try (var embedder = new LocalEmbedder(() -> {
            loads.incrementAndGet();
            return new BgeSmallModel();
        })) {
            assertThat(embedder.dimension()).isEqualTo(384);
            assertThat(embedder.model()).isEqualTo("bge-small-en-v1.5-q");
            assertThat(loads).hasValue(0);
            embedder.embed(List.of("a"));
            embedder.embed(List.of("b"));
            assertThat(loads).hasValue(1);
        }
    }

    @Test
    void aMachineThatCannotRunItIsToldWhatToDo() {
        try (var embedder = new LocalEmbedder(() -> {
            throw new IOException("no space left");
        })) {
            assertThatThrownBy(() -> embedder.embed(List.of("a")))
                    .isInstanceOfSatisfying(
                            MemoryException.class,
                            e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE))
                    .hasMessageContainingAll("no space left", "JAMEY_EMBEDDER");
        }
    }

    @Test
    void aClosedEmbedderRefusesToWorkHoweverFarItGot() {
        var unused = new LocalEmbedder();
        var used = new LocalEmbedder();
        used.embed(List.of("a"));
        for (var embedder : List.of(unused, used)) {
            embedder.close();
            embedder.close();
            assertThatThrownBy(() -> embedder.embed(List.of("a"))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> embedder.embed(List.of("a", "b"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> EMBEDDER.embed(List.of("a", "b"))).isInstanceOf(MemoryException.class);

        assertThat(Thread.interrupted()).isTrue();
    }
}
