package io.jamey.ranking;

import static io.jamey.ranking.RankingFixture.EMBEDDING;
import static io.jamey.ranking.RankingFixture.NOW;
import static io.jamey.ranking.RankingFixture.candidate;
import static io.jamey.ranking.RankingFixture.fused;
import static io.jamey.ranking.RankingFixture.numbers;
import static io.jamey.ranking.RankingFixture.rank;
import static io.jamey.ranking.RankingFixture.scores;
import static io.jamey.ranking.RankingFixture.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RankingTest {
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
                            .toArray(RankingFixture.CandidateBuilder[]::new));

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
}
