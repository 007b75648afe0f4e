package io.jamey.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Embedding;
import io.jamey.MemoryIds;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Random pools, from ordinary to absurd. Repeat a failure with `-Djamey.seed=<number>`.
class RankingPropertyTest {
    private static final int ROUNDS = 2_000;
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final List<String> QUESTIONS = List.of(
            "What does Ann drink?",
            "Where were Ann and Bob in May 2023?",
            "may",
            "?",
            "What did Bob Miller say last July?");
    private static final List<String> ACTORS = List.of("Ann", "Bob Miller", "user", "?");
    private static final double[] WORDS = {0, 0, 3.5, 3.5, 12, 1e-300, Relevance.WORDS_MAX};
    private static final double[] CLOSENESS = {0, 0.7, 0.7, Math.nextUp(0.7), -1, 1, 1e-12};
    private static final int[] LENGTHS = {0, 1, 12, 120, 121, 4_000, Integer.MAX_VALUE};

    private final long seed = Long.getLong("jamey.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void any_pool_ranks_alike_in_any_order_with_finite_scores_explained_in_full() {
        System.out.println("repeat with -Djamey.seed=" + seed);
        for (int round = 0; round < ROUNDS; round++) {
            var pool = pool(random.nextInt(40));
            var request = request();
            var ranked = Ranking.of(request, NOW).rank(pool);

            for (int i = 0; i < ranked.size(); i++) {
                var here = ranked.get(i);
                double sum = here.shares().values().stream().mapToDouble(s -> s).sum();
                assertThat(here.score()).isFinite().isCloseTo(sum, within(1e-9 * Math.max(1, Math.abs(sum))));
                if (i > 0) {
                    var above = ranked.get(i - 1);
                    assertThat(here.score()).isLessThanOrEqualTo(above.score());
                    if (here.score() == above.score()) {
                        assertThat(MemoryIds.ORDER.compare(
                                        above.candidate().id(), here.candidate().id()))
                                .isNegative();
                    }
                }
            }
            if (request.minScore().isEmpty()) {
                assertThat(ranked).hasSize(Math.min(request.limit(), pool.size()));
            }

            Collections.shuffle(pool, random);
            assertThat(Ranking.of(request, NOW).rank(pool)).isEqualTo(ranked);
        }
    }

    private SearchRequest request() {
        boolean text = random.nextInt(4) > 0;
        boolean embedding = !text || random.nextBoolean();
        var builder = text
                ? SearchRequest.of(QUESTIONS.get(random.nextInt(QUESTIONS.size())))
                : SearchRequest.of(Embedding.of(1));
        if (embedding) {
            builder.embedding(Embedding.of(1));
        }
        if (random.nextInt(4) == 0) {
            builder.minScore(random.nextGaussian());
        }
        return builder.weights(weights()).limit(1 + random.nextInt(50)).build();
    }

    private Weights weights() {
        var weights = random.nextBoolean() ? Weights.GUARDED : Weights.none();
        for (Signal signal : Signal.values()) {
            if (random.nextInt(3) == 0) {
                weights = weights.with(signal, random.nextInt(3) * random.nextDouble() * 500);
            }
        }
        return weights;
    }

    private List<Candidate> pool(int size) {
        var pool = new ArrayList<Candidate>();
        boolean ordinary = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            pool.add(new Candidate(
                    new UUID(random.nextLong(), random.nextLong()),
                    relevance(ordinary),
                    random.nextBoolean() ? Optional.of(relevance(ordinary)) : Optional.empty(),
                    random.nextInt(3) > 0 ? Optional.of("s" + random.nextInt(4)) : Optional.empty(),
                    random.nextInt(3) > 0 ? Optional.of(ACTORS.get(random.nextInt(ACTORS.size()))) : Optional.empty(),
                    time(),
                    time(),
                    random.nextInt(3) / 2.0));
        }
        return pool;
    }

    private Relevance relevance(boolean ordinary) {
        double words = ordinary ? Math.max(0, 4 * random.nextGaussian()) : WORDS[random.nextInt(WORDS.length)];
        double closeness = ordinary ? Math.tanh(random.nextGaussian()) : CLOSENESS[random.nextInt(CLOSENESS.length)];
        int length = ordinary ? random.nextInt(200) : LENGTHS[random.nextInt(LENGTHS.length)];
        return new Relevance(
                words,
                random.nextInt(4) > 0 ? OptionalDouble.of(closeness) : OptionalDouble.empty(),
                new TextTraits(length, random.nextBoolean()));
    }

    private Instant time() {
        return switch (random.nextInt(4)) {
            case 0 -> Instant.parse("0001-01-01T00:00:00Z");
            case 1 -> Instant.parse("9999-12-31T23:59:59Z");
            default -> NOW.minusSeconds(random.nextInt(40_000_000));
        };
    }
}
