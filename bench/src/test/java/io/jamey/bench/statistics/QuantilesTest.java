package io.jamey.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void lieBetweenNeighbours() {
        double[] sorted = {1, 2, 3, 4, 10};

        assertThat(Quantiles.of(sorted, 0)).isEqualTo(1);
        assertThat(Quantiles.of(sorted, 0.5)).isEqualTo(3);
        assertThat(Quantiles.of(sorted, 0.625)).isEqualTo(3.5);
        assertThat(Quantiles.of(sorted, 1)).isEqualTo(10);
    }

    @Test
    void aMedianNeedsNoOrder() {
        assertThat(Quantiles.median(5, 1, 3)).isEqualTo(3);
        assertThat(Quantiles.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThat(Quantiles.median(7)).isEqualTo(7);
    }

    @Test
    void ofNothingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(Quantiles::median);
        assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.of(new double[] {1}, 1.1));
    }
}
