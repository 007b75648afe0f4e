package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import io.jamey.layers.ExplainingMemoryStore;
import io.jamey.layers.SearchPlans;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What ranking promises: the same question ranks the same memories alike on every store, and says why.
interface RankingContract extends StoreFixture {
    double ROUNDING = 1e-6;

    @Test
    default void theSameQuestionRanksAlikeOnEveryStore() {
        boolean embedsText = deviates(Deviation.EMBEDS_TEXT);
        List<NewMemory> conversation = conversation(400).stream()
                .filter(memory -> !embedsText || memory.embedding().isPresent())
                .toList();
        MemoryStore reference = new ReferenceMemoryStore(clock());
        reference.storeAll(home(), conversation);
        given(conversation);

        for (SearchRequest request : questions()) {
            if (embedsText
                    && request.embedding().isEmpty()
                    && !request.weights().equals(Weights.WORDS_ONLY)) {
                continue;
            }
            List<Match> expected = reference.search(home(), request).matches();
            List<Match> actual = store().search(home(), request).matches();

            assertThat(actual).as("%s", request).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                Match match = actual.get(i);
                assertThat(match.memory())
                        .as("place %d of %s", i, request)
                        .isEqualTo(expected.get(i).memory());
                assertThat(match.score()).as("score").isCloseTo(expected.get(i).score(), within(ROUNDING));
                expected.get(i)
                        .signals()
                        .forEach((signal, share) -> assertThat(match.signals().get(signal))
                                .as("share of %s", signal)
                                .isCloseTo(share, within(ROUNDING)));
            }
        }
    }

    /// Turns of two people in several sessions over a year, questions among them; every third has no embedding,
    /// every fortieth is long; in every second session two memories share each place.
    private static List<NewMemory> conversation(int turns) {
        List<String> topics = List.of("harbour", "tea", "train", "garden", "piano", "winter", "bicycle");
        return IntStream.range(0, turns)
                .mapToObj(i -> {
                    String topic = topics.get(i * i % topics.size());
                    String content = switch (i % 5) {
                        case 0 -> "What about the " + topic + " " + i % 11 + "?";
                        case 1 -> "I was there, it took " + i + " minutes";
                        case 2 -> "We could talk about " + topic + " and the " + topics.get(i % 7);
                        case 3 -> "No";
                        default -> "My " + topic + " is number " + i;
                    };
                    var builder = NewMemory.of(i % 40 == 39 ? (content + " and so on, ").repeat(40) : content)
                            .id(Samples.id(i))
                            .type(MemoryType.MESSAGE)
                            .session("session " + i / 25, i / 25 % 2 == 0 ? i % 25 * 2L : i % 25 / 2)
                            .actor(i % 2 == 0 ? "Ann" : "Bob Lee")
                            .importance(i % 4 / 4.0)
                            .metadata(Metadata.of("number", i))
                            .createdAt(Instant.parse("2025-01-10T10:00:00Z").plusSeconds(i * 79_000L));
                    return (i % 3 == 0 ? builder : builder.embedding(Samples.embedding(i))).build();
                })
                .toList();
    }

    /// All exact: which memories a search by compact codes may miss is up to the store.
    private static List<SearchRequest> questions() {
        var structured = Arrays.stream(Signal.values()).reduce(Weights.none(), (w, s) -> w.with(s, 0.5), (a, b) -> a);
        return List.of(
                SearchRequest.of("What did Ann say about the harbour in May?")
                        .explain()
                        .build(),
                SearchRequest.of("How long did the train take?")
                        .embedding(Samples.embedding(31))
                        .exact()
                        .explain()
                        .build(),
                SearchRequest.of("When was Bob in the garden in 2025?")
                        .embedding(Samples.embedding(7))
                        .weights(structured)
                        .exact()
                        .explain()
                        .build(),
                SearchRequest.of("piano")
                        .embedding(Samples.embedding(900))
                        .limit(150)
                        .exact()
                        .build(),
                SearchRequest.of("tea").weights(Weights.PLAIN_FUSION).limit(30).build(),
                SearchRequest.of("the bicycle in winter")
                        .weights(Weights.WORDS_ONLY)
                        .limit(40)
                        .build(),
                SearchRequest.of(Samples.embedding(901))
                        .weights(Weights.CLOSENESS_ONLY)
                        .limit(40)
                        .exact()
                        .build(),
                SearchRequest.of(Samples.embedding(902)).explain().exact().build(),
                // Answers alone pass the filter, their questions do not.
                SearchRequest.of("What about the tea?")
                        .embedding(Samples.embedding(903))
                        .filter(Filter.equal(Field.ACTOR, "Bob Lee"))
                        .exact()
                        .explain()
                        .build());
    }

    @Test
    default void anExplainedScoreIsTheSumOfItsSignals() {
        given(conversation(120));

        for (SearchRequest request : questions()) {
            var result = store().search(home(), request);

            assertThat(result.plan().isPresent()).isEqualTo(request.explain());
            for (Match match : result.matches()) {
                double sum = match.signals().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                if (request.explain()) {
                    assertThat(sum).isCloseTo(match.score(), within(1e-9));
                } else {
                    assertThat(match.signals()).isEmpty();
                }
            }
            result.plan().ifPresent(plan -> {
                assertThat(plan.strategy()).isNotBlank();
                assertThat(plan.took().isNegative()).isFalse();
            });
        }
    }

    @Test
    default void thePlanOfEachSearchIsToldToTheLayersAbove() {
        given(conversation(20));
        var plans = new SearchPlans();
        var telling = new ExplainingMemoryStore(store(), plans);

        for (SearchRequest request : questions()) {
            plans.forget();
            var result = telling.search(home(), request);

            assertThat(plans.latest()).as("%s", request).isPresent();
            result.plan().ifPresent(plan -> assertThat(plans.latest()).contains(plan));
        }
    }

    @Test
    default void explainingChangesNothing() {
        given(conversation(120));
        var request = SearchRequest.of("What did Ann say about the harbour?").embedding(Samples.embedding(1));

        var plain = store().search(home(), request.build()).matches();
        var explained = store().search(home(), request.explain().build()).matches();

        assertThat(explained.stream()
                        .collect(Collectors.toMap(match -> match.memory().id(), Match::score)))
                .isEqualTo(plain.stream()
                        .collect(Collectors.toMap(match -> match.memory().id(), Match::score)));
        assertThat(explained)
                .extracting(match -> match.memory().id())
                .isEqualTo(plain.stream().map(Match::memory).map(Memory::id).toList());
    }
}
