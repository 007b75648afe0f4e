package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 63, 100, 384, 768, 1000, 1536, 3072, 8192})
    void keepsCosinesInEveryDimension(int dimension) {
        float[][] pair = Sample.clustered(dimension, 100, Seed.next()).next(2);
        Rotation rotation = Rotation.of(dimension);

        double rotated = new Cosine(rotation.unit(pair[0])).to(rotation.unit(pair[1]));

        assertThat(rotated).isCloseTo(new Cosine(pair[0]).to(pair[1]), within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 1536, 8192})
    void leavesNoComponentStandingOut(int dimension) {
        float[] axis = new float[dimension];
        axis[dimension / 2] = 5;
        Rotation rotation = Rotation.of(dimension);

        for (float component : rotation.unit(axis)) {
            assertThat(Math.abs(component)).isLessThan(8 / (float) Math.sqrt(rotation.rotatedDimension()));
        }
    }

    @Test
    void refusesVectorsThatPointNowhere() {
        Rotation rotation = Rotation.of(3);
        assertThatThrownBy(() -> rotation.unit(new float[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rotation.unit(new float[] {1, Float.NaN, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rotation.unit(new float[] {1, 0, Float.POSITIVE_INFINITY}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rotation.unit(new float[4])).hasMessageContaining("dimension 4, not 3");
    }
}
