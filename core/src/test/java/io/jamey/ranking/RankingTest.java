package io.jamey.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Embedding;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Embedding EMBEDDING = Embedding.of(1, 2);
    private static final TextTraits SHORT = new TextTraits(10, false);

    @Nested
    class Raw_values {
        @Test
        void words_only_scores_by_the_bm25_value() {
            var request = SearchRequest.of("tea").weights(Weights.WORDS_ONLY).build();

            var ranked = rank(
                    request,
                    candidate(1).words(0),
                    candidate(2).words(7.25),
                    candidate(3).words(9));

            assertThat(numbers(ranked)).containsExactly(3, 2, 1);
            assertThat(scores(ranked)).containsExactly(9.0, 7.25, 0.0);
            assertThat(ranked.getFirst().shares()).isEqualTo(Map.of(Signal.WORDS, 9.0));
        }

        @Test
        void closeness_only_scores_by_the_cosine_with_or_without_text() {
            for (var builder :
                    List.of(SearchRequest.of(EMBEDDING), SearchRequest.of("tea").embedding(EMBEDDING))) {
                var request = builder.weights(Weights.CLOSENESS_ONLY).build();

                var ranked = rank(
                        request,
                        candidate(1).closeness(-0.25).words(5),
                        candidate(2).closeness(0.75));

                assertThat(numbers(ranked)).containsExactly(2, 1);
                assertThat(scores(ranked)).containsExactly(0.75, -0.25);
            }
        }

        @Test
        void the_weight_multiplies_the_value() {
            var request = SearchRequest.of("tea")
                    .weights(Weights.none().with(Signal.WORDS, 2))
                    .build();

            assertThat(scores(rank(request, candidate(1).words(3)))).containsExactly(6.0);
        }

        @Test
        void without_text_there_is_no_question_so_the_default_weights_give_the_cosine() {
            var request = SearchRequest.of(EMBEDDING).build();

            var ranked = rank(
                    request,
                    candidate(1).closeness(0.5).session("s").after(0, 0.9, new TextTraits(4, true)),
                    candidate(2).closeness(0.25).session("s"));

            assertThat(scores(ranked)).containsExactly(0.5, 0.25);
            assertThat(ranked.getFirst().shares()).containsOnlyKeys(Signal.CLOSENESS);
        }

        @Test
        void a_memory_without_embedding_comes_after_those_with_one() {
            var request = SearchRequest.of(EMBEDDING).build();

            var ranked = rank(
                    request,
                    candidate(1),
                    candidate(2).closeness(-0.9),
                    candidate(3).closeness(0.9));

            assertThat(numbers(ranked)).containsExactly(3, 2, 1);
        }

        @Test
        void a_memory_without_embedding_comes_last_beside_other_signals_too() {
            var request = SearchRequest.of(EMBEDDING)
                    .weights(Weights.GUARDED.with(Signal.IMPORTANCE, 1))
                    .build();

            var ranked = rank(
                    request,
                    candidate(1).importance(1),
                    candidate(2).closeness(-0.1),
                    candidate(3).closeness(0.5).importance(1),
                    candidate(4).closeness(0.4));

            assertThat(numbers(ranked)).containsExactly(3, 4, 2, 1);
        }
    }

    @Nested
    class Relevance_of_both_kinds {
        @Test
        void is_the_weighted_sum_of_z_scores() {
            var ranked = rank(
                    fused(Weights.PLAIN_FUSION),
                    candidate(1).words(4).closeness(0.5),
                    candidate(2).words(2).closeness(0.7));

            assertThat(numbers(ranked)).containsExactly(2, 1);
            assertThat(share(ranked, 2, Signal.WORDS)).isCloseTo(-1.0 / 3, within(1e-9));
            assertThat(share(ranked, 2, Signal.CLOSENESS)).isCloseTo(2.0 / 3, within(1e-9));
        }

        @Test
        void has_its_whole_weight_when_the_search_has_no_embedding() {
            var request = SearchRequest.of("tea").build();

            var ranked = rank(request, candidate(1).words(2), candidate(2).words(0));

            assertThat(share(ranked, 1, Signal.WORDS)).isCloseTo(1, within(1e-9));
            assertThat(ranked.getFirst().shares()).doesNotContainKey(Signal.CLOSENESS);
        }

        @Test
        void lets_the_words_of_a_memory_without_embedding_stand_for_half_its_closeness() {
            var ranked = rank(
                    fused(Weights.PLAIN_FUSION),
                    candidate(1).words(4),
                    candidate(2).words(2).closeness(0.5),
                    candidate(3).words(0).closeness(0.7));

            double z = Math.sqrt(1.5);
            assertThat(share(ranked, 1, Signal.WORDS)).isCloseTo((1.0 / 3 + 1.0 / 3) * z, within(1e-9));
            assertThat(share(ranked, 1, Signal.CLOSENESS)).isZero();
            assertThat(share(ranked, 3, Signal.WORDS)).isCloseTo(-z / 3, within(1e-9));
        }
    }

    @Nested
    class Answer {
        private final Weights weights = Weights.PLAIN_FUSION.with(Signal.ANSWER, 0.5);

        @Test
        void inherits_half_the_relevance_of_its_question() {
            assertThat(inherited(new TextTraits(10, false), new TextTraits(6, true)))
                    .isCloseTo(0.5, within(1e-9));
        }

        @Test
        void inherits_nothing_from_a_turn_that_does_not_ask() {
            assertThat(inherited(new TextTraits(10, false), new TextTraits(6, false)))
                    .isZero();
        }

        @Test
        void inherits_up_to_120_words_together_and_no_further() {
            assertThat(inherited(new TextTraits(100, false), new TextTraits(20, true)))
                    .isPositive();
            assertThat(inherited(new TextTraits(101, false), new TextTraits(20, true)))
                    .isZero();
            assertThat(inherited(new TextTraits(20, false), new TextTraits(101, true)))
                    .isZero();
        }

        /// The answer share of a memory after a turn that is exactly one deviation above the mean in both signals.
        private double inherited(TextTraits answer, TextTraits question) {
            var ranked = rank(
                    fused(weights),
                    candidate(1).words(0).closeness(0.5).text(answer).after(4, 0.7, question),
                    candidate(2).words(4).closeness(0.7));
            return share(ranked, 1, Signal.ANSWER);
        }
    }

    @Nested
    class Session {
        @Test
        void gives_the_mean_of_its_three_highest_relevances() {
            var weights = Weights.none().with(Signal.WORDS, 1).with(Signal.SESSION, 1);
            var pool = List.of(
                    candidate(1).words(0).session("a"),
                    candidate(2).words(2).session("a"),
                    candidate(3).words(4).session("a"),
                    candidate(4).words(6).session("a"),
                    candidate(5).words(8).session("b"),
                    candidate(6).words(10).session("c"),
                    candidate(7).words(4).session("c"),
                    candidate(8).words(6));

            var ranked = rank(fused(weights), pool.toArray(CandidateBuilder[]::new));

            double z2 = share(ranked, 2, Signal.WORDS);
            double z3 = share(ranked, 3, Signal.WORDS);
            double z4 = share(ranked, 4, Signal.WORDS);
            assertThat(share(ranked, 1, Signal.SESSION)).isCloseTo((z2 + z3 + z4) / 3, within(1e-9));
            assertThat(share(ranked, 4, Signal.SESSION)).isEqualTo(share(ranked, 1, Signal.SESSION));
            assertThat(share(ranked, 5, Signal.SESSION)).isEqualTo(share(ranked, 5, Signal.WORDS));
            assertThat(share(ranked, 6, Signal.SESSION))
                    .isCloseTo((share(ranked, 6, Signal.WORDS) + z3) / 2, within(1e-9));
            assertThat(share(ranked, 8, Signal.SESSION)).isZero();
        }
    }

    @Nested
    class Date {
        @Test
        void counts_for_memories_created_in_a_month_the_question_names() {
            var request = SearchRequest.of("What happened in May 2023?").build();

            var ranked = rank(
                    request,
                    candidate(1).created("2023-05-31T23:59:59Z"),
                    candidate(2).created("2023-06-01T00:00:00Z"));

            assertThat(share(ranked, 1, Signal.DATE)).isEqualTo(3);
            assertThat(share(ranked, 2, Signal.DATE)).isZero();
        }
    }

    @Nested
    class Length {
        private final Weights weights = Weights.PLAIN_FUSION.with(Signal.LENGTH, 0.5);

        @Test
        void prefers_the_longer_of_short_texts() {
            var ranked = rank(
                    fused(weights),
                    candidate(1).text(new TextTraits(1, false)),
                    candidate(2).text(new TextTraits(120, false)));

            assertThat(share(ranked, 1, Signal.LENGTH)).isCloseTo(-0.5, within(1e-9));
            assertThat(share(ranked, 2, Signal.LENGTH)).isCloseTo(0.5, within(1e-9));
        }

        @Test
        void neither_counts_for_long_texts_nor_is_measured_by_them() {
            var ranked = rank(
                    fused(weights),
                    candidate(1).text(new TextTraits(1, false)),
                    candidate(2).text(new TextTraits(120, false)),
                    candidate(3).text(new TextTraits(121, false)),
                    candidate(4).text(new TextTraits(5_000, false)));

            assertThat(share(ranked, 2, Signal.LENGTH)).isCloseTo(0.5, within(1e-9));
            assertThat(share(ranked, 3, Signal.LENGTH)).isZero();
            assertThat(share(ranked, 4, Signal.LENGTH)).isZero();
        }

        @Test
        void takes_an_empty_text_for_one_word() {
            var ranked = rank(
                    fused(weights),
                    candidate(1).text(new TextTraits(0, false)),
                    candidate(2).text(new TextTraits(1, false)));

            assertThat(share(ranked, 1, Signal.LENGTH)).isZero();
        }
    }

    @Nested
    class Actor {
        @Test
        void counts_for_memories_of_the_one_actor_that_the_question_names() {
            var request = SearchRequest.of("What does Ann drink?").build();

            var ranked = rank(request, candidate(1).actor("Ann"), candidate(2).actor("Bob"), candidate(3));

            assertThat(share(ranked, 1, Signal.ACTOR)).isEqualTo(1);
            assertThat(share(ranked, 2, Signal.ACTOR)).isZero();
            assertThat(share(ranked, 3, Signal.ACTOR)).isZero();
        }

        @Test
        void does_not_count_when_the_question_names_two() {
            var request = SearchRequest.of("What did Ann tell Bob?").build();

            var ranked = rank(request, candidate(1).actor("Ann"), candidate(2).actor("Bob"));

            assertThat(share(ranked, 1, Signal.ACTOR)).isZero();
            assertThat(share(ranked, 2, Signal.ACTOR)).isZero();
        }

        @Test
        void does_not_count_for_roles() {
            var request = SearchRequest.of("What did the assistant say?").build();

            var ranked =
                    rank(request, candidate(1).actor("assistant"), candidate(2).actor("user"));

            assertThat(share(ranked, 1, Signal.ACTOR)).isZero();
        }
    }

    @Nested
    class Recency_and_importance {
        @Test
        void recency_halves_each_week_since_the_last_use() {
            var weights = Weights.PLAIN_FUSION.with(Signal.RECENCY, 4);

            var ranked = rank(
                    fused(weights),
                    candidate(1).created(NOW.toString()),
                    candidate(2).created("2023-01-01T00:00:00Z").accessed(NOW.minus(Duration.ofDays(7))),
                    candidate(3).created("2023-12-18T00:00:00Z").accessed(Instant.EPOCH),
                    candidate(4).created("2030-01-01T00:00:00Z"));

            assertThat(share(ranked, 1, Signal.RECENCY)).isEqualTo(4);
            assertThat(share(ranked, 2, Signal.RECENCY)).isCloseTo(2, within(1e-9));
            assertThat(share(ranked, 3, Signal.RECENCY)).isCloseTo(1, within(1e-9));
            assertThat(share(ranked, 4, Signal.RECENCY)).isEqualTo(4);
        }

        @Test
        void importance_counts_as_the_writer_gave_it() {
            var ranked = rank(
                    fused(Weights.PLAIN_FUSION.with(Signal.IMPORTANCE, 2)),
                    candidate(1).importance(0.25),
                    candidate(2).importance(1));

            assertThat(numbers(ranked)).containsExactly(2, 1);
            assertThat(scores(ranked)).containsExactly(2.0, 0.5);
        }

        @Test
        void neither_counts_by_default() {
            var ranked = rank(fused(Weights.GUARDED), candidate(1));

            assertThat(ranked.getFirst().shares()).doesNotContainKeys(Signal.RECENCY, Signal.IMPORTANCE);
        }
    }

    @Nested
    class Result {
        @Test
        void breaks_ties_by_id_in_unsigned_order() {
            var low = new UUID(0x7FL << 56, 0);
            var high = new UUID(0xFFL << 56, 0);
            var pool =
                    List.of(candidate(1).id(high).build(), candidate(2).id(low).build());

            var ranked = Ranking.of(fused(Weights.GUARDED), NOW).rank(pool);

            assertThat(ranked).extracting(r -> r.candidate().id()).containsExactly(low, high);
        }

        @Test
        void holds_at_most_limit_candidates_and_the_best_ones() {
            var request =
                    SearchRequest.of("tea").weights(Weights.WORDS_ONLY).limit(3).build();

            var ranked = rank(
                    request,
                    IntStream.range(0, 50)
                            .mapToObj(n -> candidate(n).words(n % 10))
                            .toArray(CandidateBuilder[]::new));

            assertThat(numbers(ranked)).containsExactly(9, 19, 29);
        }

        @Test
        void leaves_out_what_scores_less_than_asked_for() {
            var request = SearchRequest.of(EMBEDDING).minScore(0.5).build();

            var ranked = rank(request, candidate(1).closeness(0.5), candidate(2).closeness(0.49), candidate(3));

            assertThat(numbers(ranked)).containsExactly(1);
        }

        @Test
        void is_empty_for_an_empty_pool() {
            assertThat(rank(fused(Weights.GUARDED))).isEmpty();
        }

        @Test
        void scores_nothing_when_the_request_has_nothing_that_its_weights_read() {
            var request =
                    SearchRequest.of("tea").weights(Weights.CLOSENESS_ONLY).build();

            var ranked = rank(request, candidate(2).words(4), candidate(1));

            assertThat(numbers(ranked)).containsExactly(1, 2);
            assertThat(scores(ranked)).containsExactly(0.0, 0.0);
        }

        @Test
        void of_more_candidates_than_can_be_summed_is_refused() {
            var pool = Collections.nCopies(Ranking.POOL_MAX + 1, candidate(1).build());

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Ranking.of(fused(Weights.GUARDED), NOW).rank(pool));
        }
    }

    @Nested
    class Pool {
        @Test
        void of_a_fused_search_has_a_hundred_seeds_of_each_kind_and_their_neighbours() {
            var ranking = Ranking.of(fused(Weights.GUARDED), NOW);

            assertThat(ranking.byWords()).isTrue();
            assertThat(ranking.byCloseness()).isTrue();
            assertThat(ranking.seeds()).isEqualTo(100);
            assertThat(ranking.withNeighbours()).isTrue();
        }

        @Test
        void never_has_fewer_seeds_than_the_search_returns() {
            var request = SearchRequest.of("tea").limit(250).build();

            assertThat(Ranking.of(request, NOW).seeds()).isEqualTo(250);
        }

        @Test
        void of_a_search_by_one_value_is_its_result() {
            var ranking = Ranking.of(SearchRequest.of(EMBEDDING).limit(7).build(), NOW);

            assertThat(ranking.byWords()).isFalse();
            assertThat(ranking.byCloseness()).isTrue();
            assertThat(ranking.seeds()).isEqualTo(7);
            assertThat(ranking.withNeighbours()).isFalse();
        }

        @Test
        void needs_no_neighbours_without_structure() {
            var ranking = Ranking.of(fused(Weights.PLAIN_FUSION), NOW);

            assertThat(ranking.seeds()).isEqualTo(100);
            assertThat(ranking.withNeighbours()).isFalse();
        }

        @Test
        void is_found_by_what_the_request_has_when_its_weights_name_no_relevance() {
            var request = SearchRequest.of("tea")
                    .weights(Weights.none().with(Signal.RECENCY, 1))
                    .build();

            assertThat(Ranking.of(request, NOW).byWords()).isTrue();
            assertThat(Ranking.of(request, NOW).byCloseness()).isFalse();
        }

        @Test
        void blank_text_is_no_text() {
            var request = SearchRequest.of("  ").embedding(EMBEDDING).build();

            assertThat(Ranking.of(request, NOW).byWords()).isFalse();
        }
    }

    private static SearchRequest fused(Weights weights) {
        return SearchRequest.of("tea").embedding(EMBEDDING).weights(weights).build();
    }

    private static List<Ranked> rank(SearchRequest request, CandidateBuilder... pool) {
        return Ranking.of(request, NOW)
                .rank(List.of(pool).stream().map(CandidateBuilder::build).toList());
    }

    private static List<Integer> numbers(List<Ranked> ranked) {
        return ranked.stream()
                .map(r -> (int) r.candidate().id().getLeastSignificantBits())
                .toList();
    }

    private static List<Double> scores(List<Ranked> ranked) {
        return ranked.stream().map(Ranked::score).toList();
    }

    private static double share(List<Ranked> ranked, int number, Signal signal) {
        return ranked.get(numbers(ranked).indexOf(number)).shares().getOrDefault(signal, Double.NaN);
    }

    private static CandidateBuilder candidate(int number) {
        return new CandidateBuilder(number);
    }

    private static final class CandidateBuilder {
        private UUID id;
        private double words;
        private OptionalDouble closeness = OptionalDouble.empty();
        private TextTraits text = SHORT;
        private Optional<Relevance> previous = Optional.empty();
        private Optional<String> session = Optional.empty();
        private Optional<String> actor = Optional.empty();
        private Instant created = Instant.EPOCH;
        private Instant accessed = Instant.EPOCH;
        private double importance;

        CandidateBuilder(int number) {
            id = new UUID(0, number);
        }

        CandidateBuilder id(UUID value) {
            id = value;
            return this;
        }

        CandidateBuilder words(double value) {
            words = value;
            return this;
        }

        CandidateBuilder closeness(double value) {
            closeness = OptionalDouble.of(value);
            return this;
        }

        CandidateBuilder text(TextTraits value) {
            text = value;
            return this;
        }

        CandidateBuilder after(double previousWords, double previousCloseness, TextTraits previousText) {
            previous = Optional.of(new Relevance(previousWords, OptionalDouble.of(previousCloseness), previousText));
            return this;
        }

        CandidateBuilder session(String value) {
            session = Optional.of(value);
            return this;
        }

        CandidateBuilder actor(String value) {
            actor = Optional.of(value);
            return this;
        }

        CandidateBuilder created(String value) {
            created = Instant.parse(value);
            return this;
        }

        CandidateBuilder accessed(Instant value) {
            accessed = value;
            return this;
        }

        CandidateBuilder importance(double value) {
            importance = value;
            return this;
        }

        Candidate build() {
            return new Candidate(
                    id, new Relevance(words, closeness, text), previous, session, actor, created, accessed, importance);
        }
    }
}
