package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
    @Test
    void theCosineDoesNotDependOnLengths() {
        Embedding small = Embedding.of(1e-38f, 1e-38f);
        Embedding large = Embedding.of(1e38f, 0);

        assertThat(small.cosine(large)).isCloseTo(Math.sqrt(0.5), within(1e-7));
        assertThat(large.cosine(large)).isCloseTo(1, within(1e-12));
        assertThat(large.cosine(Embedding.of(-3, 0))).isCloseTo(-1, within(1e-12));
        assertThat(Embedding.of(Float.MIN_VALUE).cosine(Embedding.of(Float.MAX_VALUE)))
                .isCloseTo(1, within(1e-12));
        assertThat(Embedding.of(1, 0).cosine(Embedding.of(0, 1))).isZero();
    }

    @Test
    void theNormIsPositiveAndFiniteForEveryEmbedding() {
        var components = new float[Limits.DIMENSIONS];
        Arrays.fill(components, Float.MAX_VALUE);

        assertThat(Embedding.owning(components).norm()).isFinite();
        assertThat(Embedding.of(Float.MIN_VALUE).norm()).isPositive();
    }

    @Test
    void whatHasNoDirectionIsRefused() {
        for (float[] components : new float[][] {
            {},
            {0},
            {0, -0.0f},
            {1, Float.NaN},
            {Float.POSITIVE_INFINITY},
            {1, Float.NEGATIVE_INFINITY},
            new float[Limits.DIMENSIONS + 1]
        }) {
            assertThatIllegalArgumentException().isThrownBy(() -> Embedding.of(components));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Embedding.of(1, Float.NaN))
                .withMessageContaining("component 1 is NaN");
    }

    @Test
    void embeddingsOfDifferentDimensionsDoNotCompare() {
        assertThatIllegalArgumentException().isThrownBy(() -> Embedding.of(1).cosine(Embedding.of(1, 2)));
    }

    @Test
    void anEmbeddingIsItsComponentsAndNobodyElseCanChangeThem() {
        float[] given = {1, 2};
        Embedding embedding = Embedding.of(given);
        given[0] = 9;
        embedding.toArray()[0] = 9;

        assertThat(embedding).isEqualTo(Embedding.of(1, 2)).hasSameHashCodeAs(Embedding.of(1, 2));
        assertThat(embedding).isNotEqualTo(Embedding.of(2, 1));
        assertThat(embedding.at(0)).isEqualTo(1);
        float[] target = new float[4];
        embedding.copyTo(target, 1);
        assertThat(target).containsExactly(0, 1, 2, 0);
        assertThat(embedding).hasToString("Embedding[2]");
    }
}
