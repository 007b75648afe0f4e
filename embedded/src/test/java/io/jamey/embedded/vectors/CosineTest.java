package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosineTest {
    @ParameterizedTest
    @ValueSource(floats = {Float.MAX_VALUE, 1e38f, 1, 1e-38f, Float.MIN_VALUE})
    void staysRightForTheLargestAndSmallestComponents(float magnitude) {
        float[] ones = new float[1536];
        Arrays.fill(ones, magnitude);
        float[] half = ones.clone();
        Arrays.fill(half, 0, 768, 0);

        assertThat(new Cosine(ones).to(half)).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(new Cosine(ones).to(ones)).isCloseTo(1, within(1e-12)).isLessThanOrEqualTo(1);
    }

    @Test
    void ofAZeroVectorIsNoNumber() {
        assertThat(new Cosine(new float[] {1, 2}).to(new float[2])).isNaN();
    }
}
