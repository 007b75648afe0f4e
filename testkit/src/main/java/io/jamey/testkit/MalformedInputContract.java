package io.jamey.testkit;

import static io.jamey.testkit.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What happens to a caller's mistakes: they are refused before anything changes.
///
/// Most cannot even be written down, because the values refuse them; those tests say so, to keep it that way.
interface MalformedInputContract extends StoreFixture {

    @Test
    default void anEmbeddingOfAnotherDimensionIsRefusedEverywhere() {
        Memory there = given(Samples.numbered(1)).getFirst();

        for (int dimension : new int[] {1, Samples.DIMENSION - 1, Samples.DIMENSION + 1, Limits.DIMENSIONS}) {
            var components = new float[dimension];
            components[0] = 1;
            Embedding wrong = Embedding.owning(components);
            NewMemory bad = Samples.plain("bad").withEmbedding(wrong);
            assertRefused(() -> store().store(home(), bad));
            assertRefused(() -> store().storeAll(home(), List.of(Samples.numbered(2), bad, Samples.numbered(3))));
            assertRefused(() -> store().update(
                            home(),
                            there.id(),
                            MemoryPatch.change().importance(1).embedding(wrong).build()));
            assertRefused(() -> store().search(home(), SearchRequest.of(wrong).build()));
            assertRefused(() -> store().search(
                            home(), SearchRequest.of("x").embedding(wrong).build()));
        }

        assertThat(all()).containsExactly(there);
        assertThat(store().status().dimension()).hasValue(Samples.DIMENSION);
    }

    @Test
    default void anEmbeddingWithoutADirectionIsRefused() {
        assertRefused(() -> Embedding.of());
        assertRefused(() -> Embedding.owning(new float[Limits.DIMENSIONS + 1]));
        assertRefused(() -> Embedding.of(0, 0, 0));
        assertRefused(() -> Embedding.of(0, -0.0f));
        for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertRefused(() -> Embedding.of(1, number, 2));
            assertRefused(() -> Embedding.owning(new float[] {number}));
        }
    }

    @Test
    default void extremeEmbeddingsAreKeptBitForBitAndCompared() {
        float[] sizes = {Float.MAX_VALUE, 1e38f, 1e-38f, Float.MIN_VALUE};
        var memories = new ArrayList<NewMemory>();
        for (float size : sizes) {
            memories.add(Samples.plain("to the left " + size).withEmbedding(along(0, size)));
            memories.add(Samples.plain("to the right " + size).withEmbedding(along(0, -size)));
            memories.add(Samples.plain("ahead " + size).withEmbedding(along(3, size)));
        }
        List<Memory> stored = given(memories);

        assertThat(all()).containsExactlyInAnyOrderElementsOf(stored);
        for (float size : sizes) {
            var request = SearchRequest.of(along(0, size))
                    .weights(Weights.CLOSENESS_ONLY)
                    .limit(100)
                    .withEmbeddings()
                    .build();
            var matches = store().search(home(), request).matches();
            assertThat(matches)
                    .hasSize(12)
                    .allSatisfy(match -> assertThat(match.score())
                            .isCloseTo(
                                    along(0, size)
                                            .cosine(match.memory().embedding().orElseThrow()),
                                    within(1e-6)));
            assertThat(matches.subList(0, 4))
                    .allSatisfy(match -> assertThat(match.memory().content()).startsWith("to the left"));
        }
    }

    private static Embedding along(int axis, float size) {
        var components = new float[Samples.DIMENSION];
        components[axis] = size;
        return Embedding.owning(components);
    }

    @Test
    default void contentThatIsNoTextIsRefused() {
        for (String content : List.of(
                "",
                " ",
                "\n\t",
                "\u2003",
                "a\u0000b",
                "\ud83c",
                "\udf75",
                "\udf75\ud83c",
                "x\ud83c",
                "a".repeat(Limits.CONTENT_BYTES + 1),
                "\u00e9".repeat(Limits.CONTENT_BYTES / 2) + "a",
                "\ud83c\udf75".repeat(Limits.CONTENT_BYTES / 4) + "a")) {
            assertRefused(() -> NewMemory.of(content).build());
            assertRefused(() -> MemoryPatch.change().content(content).build());
        }
    }

    @Test
    default void namesThatAreNoNamesAreRefused() {
        for (String name : List.of(
                "",
                " ",
                "\u2003",
                "a\u0000",
                "a\nb",
                "\u001b",
                "a\u0085",
                "\ud83c",
                "n".repeat(Limits.NAME_BYTES + 1))) {
            assertRefused(() -> Namespace.of(name));
            assertRefused(() -> NewMemory.of("x").session(name).build());
            assertRefused(() -> NewMemory.of("x").actor(name).build());
            assertRefused(() -> MemoryPatch.change().actor(name).build());
            assertRefused(() -> Metadata.of(name, 1));
            assertRefused(() -> Field.metadata("a", name));
        }
        for (String field : List.of("", "Type", "content", "id", "metadata", "metadata.", "metadata.a..b", "1=1")) {
            assertRefused(() -> Field.parse(field));
        }
    }

    @Test
    default void numbersOutOfTheirRangesAreRefused() {
        for (double number : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRefused(() -> NewMemory.of("x").importance(number).build());
            assertRefused(() -> MemoryPatch.change().importance(number).build());
        }
        assertRefused(() -> NewMemory.of("x").session("s", -1).build());
        assertRefused(() -> NewMemory.of("x").session("s", Long.MAX_VALUE).build());
        assertRefused(() -> MemoryPatch.change().expecting(0).build());
        for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, Limits.PAGE + 1, Integer.MAX_VALUE}) {
            assertRefused(() -> store().listPaginated(home(), limit, 0));
        }
        for (int limit : new int[] {Integer.MIN_VALUE, -1, 0, Limits.RESULTS + 1, Integer.MAX_VALUE}) {
            assertRefused(() -> SearchRequest.of("x").limit(limit).build());
        }
        for (long offset : new long[] {-1, Long.MIN_VALUE}) {
            assertRefused(() -> store().listPaginated(home(), 1, offset));
        }
        for (double number : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertRefused(() -> SearchRequest.of("x").minScore(number).build());
            assertRefused(() -> Weights.none().with(Signal.WORDS, number));
            assertRefused(() -> Metadata.of("x", number));
        }
    }

    @Test
    default void aQuestionWithoutWordsOrEmbeddingIsRefused() {
        assertRefused(() -> SearchRequest.of("").build());
        assertRefused(() -> SearchRequest.of(" \n").build());
        assertRefused(() -> SearchRequest.of("\ud83c").build());
        assertRefused(() -> SearchRequest.of("a".repeat(Limits.QUERY_BYTES + 1)).build());
    }

    @Test
    default void aQuestionAsLongAsTheLimitSaysIsAnswered() {
        given(Samples.numbered(0, 3));

        var words = SearchRequest.of("memory ".repeat(Limits.QUERY_BYTES / 7)).build();

        assertThat(store().search(home(), words).matches()).hasSize(3);
    }

    @Test
    default void metadataIsBoundedAndAtItsBoundsKept() {
        assertRefused(() -> Metadata.of("x", nested(Limits.DEPTH)));
        assertRefused(() -> Metadata.of("x", Collections.nCopies(Limits.METADATA_VALUES, 1)));
        assertRefused(() -> Metadata.of("x", "a".repeat(Limits.METADATA_BYTES)));
        assertRefused(() -> Metadata.of("x", "\ud83c"));
        assertRefused(() -> Metadata.of("x", new Object()));

        List<Memory> stored = given(Stream.of(
                        Metadata.of("x", nested(Limits.DEPTH - 1)),
                        Metadata.of("x", Collections.nCopies(Limits.METADATA_VALUES - 1, 1)),
                        Metadata.of("x", "a".repeat(Limits.METADATA_BYTES - 1)))
                .map(metadata -> NewMemory.of("x").metadata(metadata).build())
                .toList());

        assertThat(all()).containsExactlyInAnyOrderElementsOf(stored);
    }

    private static Object nested(int levels) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
        }
        return value;
    }

    @Test
    default void filtersThatCannotMeanAnythingAreRefused() {
        assertRefused(() -> Filter.equal(Field.TYPE, 1));
        assertRefused(() -> Filter.equal(Field.SESSION, null));
        assertRefused(() -> Filter.equal(Field.SEQUENCE, "1"));
        assertRefused(() -> Filter.greater(Field.IMPORTANCE, "high"));
        assertRefused(() -> Filter.less(Field.CREATED_AT, "2025-01-01"));
        assertRefused(() -> Filter.less(Field.CREATED_AT, 1_700_000_000));
        assertRefused(() -> Filter.equal(Field.metadata("x"), clock().instant()));
        assertRefused(() -> Filter.less(Field.metadata("x"), true));
        assertRefused(() -> Filter.less(Field.metadata("x"), List.of(1)));
        assertRefused(() -> Filter.in(Field.ACTOR, "Ann", 1));
        assertRefused(() -> Filter.equal(Field.metadata("x"), "\ud83c"));
        assertRefused(() -> Filter.equal(Field.metadata("x"), nested(10_000)));
        assertRefused(() -> Filter.in(
                Field.metadata("x"),
                Collections.nCopies(Limits.FILTER_SIZE + 1, 1).toArray()));
        assertRefused(() -> Filter.or(
                Collections.nCopies(Limits.FILTER_SIZE + 1, Filter.everything()).toArray(Filter[]::new)));
        assertRefused(() -> {
            Filter deep = Filter.everything();
            for (int i = 0; i < 10_000; i++) {
                deep = Filter.not(deep);
            }
        });
    }

    @Test
    default void batchesOverTheLimitAreRefusedWhole() {
        List<Memory> stored = given(Samples.numbered(0, 2));
        List<UUID> ids = Collections.nCopies(Limits.BATCH + 1, Samples.id(1));
        List<NewMemory> memories = Collections.nCopies(Limits.BATCH + 1, Samples.numbered(5));
        Map<UUID, Instant> times = IntStream.rangeClosed(0, Limits.BATCH)
                .boxed()
                .collect(Collectors.toMap(Samples::id, _ -> clock().instant()));

        assertRefused(() -> store().storeAll(home(), memories));
        assertRefused(() -> store().retrieveBatch(home(), ids));
        assertRefused(() -> store().deleteBatch(home(), ids));
        assertRefused(() -> store().touch(home(), ids));
        assertRefused(() -> store().touchAt(home(), times));

        assertThat(all()).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    default void nullIsRefusedBeforeAnythingChanges() {
        List<Memory> stored = given(Samples.numbered(0, 2));
        List<UUID> ids = withNull(Samples.id(0));
        List<NewMemory> memories = withNull(Samples.numbered(5));

        assertThatNullPointerException().isThrownBy(() -> store().storeAll(home(), memories));
        assertThatNullPointerException().isThrownBy(() -> store().retrieveBatch(home(), ids));
        assertThatNullPointerException().isThrownBy(() -> store().deleteBatch(home(), ids));
        assertThatNullPointerException().isThrownBy(() -> store().touch(home(), ids));
        assertThatNullPointerException().isThrownBy(() -> store().retrieve(home(), nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().search(home(), nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().update(home(), Samples.id(0), nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().deleteMatching(home(), nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().listPaginated(home(), nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().iterate(home(), nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().count(home(), nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().count(nothing(), Filter.everything()));
        assertThatNullPointerException().isThrownBy(() -> store().drop(nothing()));
        assertThatNullPointerException().isThrownBy(() -> store().storeAll(nothing(), List.of()));

        assertThat(all()).containsExactlyInAnyOrderElementsOf(stored);
    }

    private static <T> List<T> withNull(T first) {
        var list = new ArrayList<T>();
        list.add(first);
        list.add(nothing());
        return list;
    }

    /// Null where the types do not allow it, as an unchecked caller would pass.
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    default void aPageStartsAtAnOffsetOrACursor() {
        given(Samples.numbered(0, 3));
        var cursor = store().listPaginated(home(), 1, 0).next().orElseThrow();

        assertRefused(() -> PageRequest.of(1).after(cursor).atOffset(1));
    }
}
