package io.jamey.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorStatisticsTest {
    /// Measured once on the embeddings of [#REAL_COUNT] memories of an agent, of 1536 dimensions: how long their
    /// mean is; cosines of two by chance: mean, spread, exceeded by 1 %; cosines of the nearest: exceeded by 95 %,
    /// 50 %, 5 %; of the tenth nearest: median; how fast their spectrum falls, and the share of its top ten.
    private static final VectorStatistics REAL =
            new VectorStatistics(0.656, 0.425, 0.096, 0.700, 0.629, 0.724, 0.876, 0.557, -0.99, 0.43);

    private static final int REAL_COUNT = 116;

    private static VectorStatistics of(SampleVectors vectors) {
        return VectorStatistics.of(
                LongStream.range(0, REAL_COUNT).mapToObj(vectors::vector).toArray(float[][]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 42})
    void realistic_vectors_lie_as_those_of_real_memories_do(long seed) {
        VectorStatistics ours = of(SampleVectors.realistic(1536, seed));

        assertThat(ours.meanNorm()).isCloseTo(REAL.meanNorm(), within(0.03));
        assertThat(ours.pairMean()).isCloseTo(REAL.pairMean(), within(0.03));
        assertThat(ours.pairSpread()).isCloseTo(REAL.pairSpread(), within(0.02));
        assertThat(ours.pairHigh()).isCloseTo(REAL.pairHigh(), within(0.08));
        assertThat(ours.nearestLow()).isCloseTo(REAL.nearestLow(), within(0.06));
        assertThat(ours.nearestMedian()).isCloseTo(REAL.nearestMedian(), within(0.04));
        assertThat(ours.nearestHigh()).isBetween(0.8, 0.99); // a near duplicate more or less
        assertThat(ours.tenthNearestMedian()).isCloseTo(REAL.tenthNearestMedian(), within(0.06));
        assertThat(ours.spectrumSlope()).isCloseTo(REAL.spectrumSlope(), within(0.15));
        assertThat(ours.spectrumTop()).isCloseTo(REAL.spectrumTop(), within(0.08));
    }

    @Test
    void isotropic_vectors_look_nothing_like_it() {
        VectorStatistics hard = of(SampleVectors.isotropic(1536, 1));

        assertThat(hard.meanNorm()).isLessThan(0.12);
        assertThat(hard.pairMean()).isCloseTo(0, within(0.005));
        assertThat(hard.nearestHigh()).isLessThan(0.15);
        assertThat(hard.spectrumSlope()).isGreaterThan(-0.3);
    }

    @Test
    void eigenvalues_are_those_of_a_matrix_worked_out_by_hand() {
        // axes (1,1,0)/sqrt 2, (1,-1,0)/sqrt 2 and (0,0,1)
        double[][] matrix = {{2, 1, 0}, {1, 2, 0}, {0, 0, 5}};

        assertThat(Eigenvalues.of(matrix)).containsExactly(new double[] {1, 3, 5}, within(1e-12));
    }
}
