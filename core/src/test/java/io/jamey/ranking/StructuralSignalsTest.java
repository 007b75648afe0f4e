package io.jamey.ranking;

import static io.jamey.ranking.RankingFixture.NOW;
import static io.jamey.ranking.RankingFixture.candidate;
import static io.jamey.ranking.RankingFixture.fused;
import static io.jamey.ranking.RankingFixture.numbers;
import static io.jamey.ranking.RankingFixture.rank;
import static io.jamey.ranking.RankingFixture.scores;
import static io.jamey.ranking.RankingFixture.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StructuralSignalsTest {
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

            var ranked = rank(fused(weights), pool.toArray(RankingFixture.CandidateBuilder[]::new));

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
}
