package io.jamey.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {
    private static final TextTraits TEXT = new TextTraits(3, false);

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY, 2e9})
    void a_bm25_value_lies_between_0_and_its_limit(double words) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Relevance(words, OptionalDouble.empty(), TEXT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.1, 1.1, Double.NaN, Double.NEGATIVE_INFINITY})
    void a_cosine_lies_between_minus_1_and_1(double cosine) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Relevance(0, OptionalDouble.of(cosine), TEXT));
    }

    @Test
    void a_cosine_outside_its_range_by_rounding_is_brought_back() {
        assertThat(new Relevance(0, OptionalDouble.of(1.0000001), TEXT).closeness())
                .hasValue(1);
        assertThat(new Relevance(0, OptionalDouble.of(-1.0000001), TEXT).closeness())
                .hasValue(-1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void an_importance_lies_between_0_and_1(double importance) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Candidate(
                        new UUID(0, 1),
                        new Relevance(0, OptionalDouble.empty(), TEXT),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        importance));
    }
}
