package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.MemoryPatch;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What searching promises: exactly k, best first, of what is there now.
interface SearchContract extends StoreFixture {
    double ROUNDING = 1e-6;

    private List<Match> search(SearchRequest.Builder request) {
        return store().search(home(), request.build()).matches();
    }

    private List<UUID> idsOf(List<Match> matches) {
        return matches.stream().map(match -> match.memory().id()).toList();
    }

    @Test
    default void aSearchReturnsExactlyAsManyAsThereAreUpToItsLimit() {
        given(assortment(150));
        Field number = Field.metadata("number");

        for (Filter filter : List.of(
                Filter.everything(),
                Filter.less(number, 120),
                Filter.in(number, 3, 77),
                Filter.equal(number, 149),
                Filter.less(number, 0))) {
            int matching = (int) store().count(home(), filter);
            for (Weights weights : List.of(
                    Weights.GUARDED,
                    Weights.WORDS_ONLY,
                    Weights.CLOSENESS_ONLY,
                    Weights.none().with(Signal.IMPORTANCE, 1))) {
                for (int limit : new int[] {1, 125, Limits.RESULTS}) {
                    for (SearchRequest.Builder request : questions()) {
                        List<Match> matches =
                                search(request.filter(filter).weights(weights).limit(limit));
                        String what = limit + " of " + matching + " by " + weights;
                        assertThat(matches).as(what).hasSize(Math.min(limit, matching));
                        assertThat(idsOf(matches)).as(what).doesNotHaveDuplicates();
                        assertThat(matches)
                                .as(what)
                                .allMatch(match -> filter.accepts(match.memory()))
                                .allMatch(match -> match.memory().namespace().equals(home()))
                                .isSortedAccordingTo(BEST_FIRST);
                    }
                }
            }
        }
    }

    Comparator<Match> BEST_FIRST = Comparator.comparingDouble(Match::score)
            .reversed()
            .thenComparing(match -> match.memory().id(), MemoryIds.ORDER);

    /// By text, by embedding, by both, and by a text that nothing answers.
    private static List<SearchRequest.Builder> questions() {
        return List.of(
                SearchRequest.of("Which harbour has number 7?"),
                SearchRequest.of(Samples.embedding(7)),
                SearchRequest.of("harbour").embedding(Samples.embedding(7)),
                SearchRequest.of("xyzzy the ..."));
    }

    /// Some without embeddings, some in sessions, some long, some that share no word with any question.
    private static List<NewMemory> assortment(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var builder = NewMemory.of(
                                    switch (i % 4) {
                                        case 0 -> "memory number " + i;
                                        case 1 -> "the harbour in winter";
                                        case 2 -> "Which way to the harbour " + i + "?";
                                        default -> "milk and honey ".repeat(1 + i % 50);
                                    })
                            .id(Samples.id(i))
                            .metadata(Metadata.of("number", i));
                    if (i % 3 != 0) {
                        builder.embedding(Samples.embedding(i));
                    }
                    return (i % 2 == 0 ? builder.session("s" + i % 5) : builder).build();
                })
                .toList();
    }

    @Test
    default void aSearchByClosenessAloneScoresByTheCosine() {
        List<Memory> stored = given(Samples.numbered(0, 90));
        Embedding question = Samples.embedding(1_000);

        List<Match> matches = search(SearchRequest.of(question)
                .weights(Weights.CLOSENESS_ONLY)
                .limit(20)
                .exact()
                .withEmbeddings());

        assertThat(matches).extracting(Match::memory).isEqualTo(closest(stored, question, 20));
        assertThat(matches)
                .allSatisfy(match -> assertThat(match.score())
                        .isCloseTo(question.cosine(match.memory().embedding().orElseThrow()), within(ROUNDING)));
    }

    private static List<Memory> closest(List<Memory> memories, Embedding question, int limit) {
        return memories.stream()
                .sorted(Comparator.<Memory>comparingDouble(
                                memory -> question.cosine(memory.embedding().orElseThrow()))
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Test
    default void aSearchByCompactCodesStillScoresByTheTrueCosine() {
        given(Samples.numbered(0, 90));
        Embedding question = Samples.embedding(1_000);

        List<Match> matches = search(SearchRequest.of(question)
                .weights(Weights.CLOSENESS_ONLY)
                .limit(20)
                .withEmbeddings());

        assertThat(matches)
                .hasSize(20)
                .isSortedAccordingTo(BEST_FIRST)
                .allSatisfy(match -> assertThat(match.score())
                        .isCloseTo(question.cosine(match.memory().embedding().orElseThrow()), within(ROUNDING)));
    }

    @Test
    default void anExactSearchMissesNothingAmongMany() {
        List<Memory> stored = store().storeAll(home(), Samples.numbered(0, PagingContract.MANY));
        Embedding question = Samples.embedding(5_000);

        var request = SearchRequest.of(question).weights(Weights.CLOSENESS_ONLY).exact();

        assertThat(idsOf(search(request.limit(50))))
                .isEqualTo(
                        closest(stored, question, 50).stream().map(Memory::id).toList());
        assertThat(search(request.limit(Limits.RESULTS))).hasSize(Limits.RESULTS);
    }

    @Test
    default void theBestUnderAFilterAreFoundHoweverFarBehindTheyAre() {
        List<Memory> stored = given(Samples.numbered(0, 300));
        Embedding question = Samples.embedding(1_000);
        List<Memory> farthest = closest(stored, question, 300).subList(260, 300);
        Filter filter = Filter.in(
                Field.metadata("number"),
                farthest.stream()
                        .map(memory -> memory.metadata().at(List.of("number")).orElseThrow())
                        .toArray());

        List<Match> matches = search(SearchRequest.of(question)
                .weights(Weights.CLOSENESS_ONLY)
                .filter(filter)
                .exact()
                .limit(10));

        assertThat(idsOf(matches))
                .isEqualTo(farthest.subList(0, 10).stream().map(Memory::id).toList());
    }

    @Test
    default void memoriesThatScoreAlikeComeInTheOrderOfTheirIds() {
        List<UUID> ids = IntStream.range(0, 40).mapToObj(Samples::id).toList();
        given(ids.stream()
                .map(id -> NewMemory.of("the same")
                        .id(id)
                        .embedding(Samples.embedding(1))
                        .build())
                .toList());
        List<UUID> ordered = ids.stream().sorted(MemoryIds.ORDER).limit(15).toList();

        for (SearchRequest.Builder request : List.of(
                SearchRequest.of("same"),
                SearchRequest.of("nothing like it"),
                SearchRequest.of(Samples.embedding(2)),
                SearchRequest.of("same").embedding(Samples.embedding(2)).weights(Weights.none()))) {
            assertThat(idsOf(search(request.limit(15)))).isEqualTo(ordered);
        }
    }

    @Test
    default void aLeastScoreLeavesOutWhatScoresLess() {
        List<Memory> stored = given(Samples.numbered(0, 50));
        Embedding question = Samples.embedding(3);
        long close = stored.stream()
                .filter(memory -> question.cosine(memory.embedding().orElseThrow()) >= 0.25)
                .count();
        var request = SearchRequest.of(question).weights(Weights.CLOSENESS_ONLY).limit(50);

        assertThat(search(request.minScore(0.25))).hasSize((int) close).allMatch(match -> match.score() >= 0.25);
        assertThat(search(request.minScore(0.25).limit(2))).hasSize(2);
        assertThat(search(request.minScore(1.1))).isEmpty();
        assertThat(search(request.minScore(-2).limit(50))).hasSize(50);
        assertThat(close).isBetween(2L, 49L);
    }

    @Test
    default void wordsFindWhatContainsThemInAnyForm() {
        given(
                NewMemory.of("She walked to the harbour").id(Samples.id(1)).build(),
                NewMemory.of("Tea with milk").id(Samples.id(2)).build(),
                NewMemory.of("The harbour was empty, the tea was cold")
                        .id(Samples.id(3))
                        .build());

        List<Match> matches = search(SearchRequest.of("Who is WALKING?").weights(Weights.WORDS_ONLY));

        assertThat(matches.getFirst().memory().id()).isEqualTo(Samples.id(1));
        assertThat(matches.getFirst().score()).isPositive();
        assertThat(matches.subList(1, 3)).allMatch(match -> match.score() == 0);
    }

    @Test
    default void weightsDecideWhichSignalCounts() {
        given(
                NewMemory.of("harbour")
                        .id(Samples.id(1))
                        .embedding(Samples.embedding(1))
                        .build(),
                NewMemory.of("something else")
                        .id(Samples.id(2))
                        .embedding(Samples.embedding(2))
                        .build());
        var request =
                SearchRequest.of("harbour").embedding(Samples.embedding(2)).limit(1);

        assertThat(idsOf(search(request.weights(Weights.WORDS_ONLY)))).containsExactly(Samples.id(1));
        assertThat(idsOf(search(request.weights(Weights.CLOSENESS_ONLY)))).containsExactly(Samples.id(2));
    }

    @Test
    default void aSearchReturnsWhatIsStoredWithEmbeddingsOnlyOnRequest() {
        Memory stored = given(Samples.complete(1).build()).getFirst();

        assertThat(search(SearchRequest.of("Ann")).getFirst().memory())
                .isEqualTo(stored.withEmbedding(Optional.empty()));
        assertThat(search(SearchRequest.of("Ann").withEmbeddings())
                        .getFirst()
                        .memory()
                        .embedding())
                .isEqualTo(stored.embedding());
    }

    @Test
    default void anEmptyNamespaceHasNoMatches() {
        assertThat(search(SearchRequest.of("anything"))).isEmpty();
        assertThat(store().search(
                                Namespace.of("nobody"),
                                SearchRequest.of(Samples.embedding(1)).build())
                        .matches())
                .isEmpty();
    }

    @Test
    default void aStoreWithoutEmbeddingsCanBeAskedWithOne() {
        var fresh = another();
        fresh.store(home(), Samples.plain("tea"));

        var request = SearchRequest.of("tea").embedding(Samples.embedding(1)).build();

        assertThat(fresh.search(home(), request).matches()).hasSize(1);
        assertThat(fresh.status().dimension().isPresent()).isEqualTo(deviates(Deviation.EMBEDS_TEXT));
    }

    @Test
    default void everyWriteIsSeenByTheNextSearch() {
        var words = SearchRequest.of("harbour").weights(Weights.WORDS_ONLY);
        var likeness = SearchRequest.of(Samples.embedding(1)).weights(Weights.CLOSENESS_ONLY);
        given(Samples.numbered(1));
        assertThat(search(words).getFirst().score()).isZero();
        assertThat(search(likeness).getFirst().score()).isCloseTo(1, within(ROUNDING));

        store().update(
                        home(),
                        Samples.id(1),
                        MemoryPatch.change().content("the harbour").build());
        assertThat(search(words).getFirst().score()).isPositive();
        assertThat(search(likeness).getFirst().score())
                .as("without the old embedding")
                .isLessThan(0.99);

        store().update(
                        home(),
                        Samples.id(1),
                        MemoryPatch.change().embedding(Samples.embedding(1)).build());
        assertThat(search(likeness).getFirst().score()).isCloseTo(1, within(ROUNDING));

        store().store(home(), NewMemory.of("harbour harbour").id(Samples.id(2)).build());
        assertThat(idsOf(search(words))).containsExactly(Samples.id(2), Samples.id(1));

        store().update(
                        home(),
                        Samples.id(1),
                        MemoryPatch.change().content("inland").build());
        assertThat(search(words).getLast().score()).isZero();

        store().delete(home(), Samples.id(2));
        assertThat(idsOf(search(words))).containsExactly(Samples.id(1));

        store().deleteMatching(home(), Filter.everything());
        assertThat(search(words)).isEmpty();

        store().store(
                        home(),
                        NewMemory.of("back at the harbour").id(Samples.id(2)).build());
        store().drop(home());
        assertThat(search(words)).isEmpty();
    }

    @Test
    default void anUpdateThatMovesAMemoryInOrOutOfAFilterIsSeen() {
        given(Samples.numbered(1), Samples.numbered(2));
        var request = SearchRequest.of("memory").filter(Filter.equal(Field.ACTOR, "Bob"));
        assertThat(search(request)).isEmpty();

        store().update(home(), Samples.id(1), MemoryPatch.change().actor("Bob").build());
        assertThat(idsOf(search(request))).containsExactly(Samples.id(1));

        store().update(home(), Samples.id(1), MemoryPatch.change().actor("Ann").build());
        assertThat(search(request)).isEmpty();
    }
}
