package io.jamey.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleVectorsTest {
    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }

    @Test
    void a_row_is_the_same_from_the_same_seed_and_another_from_another() {
        var vectors = SampleVectors.realistic(384, 7);

        assertThat(vectors.vector(123_456_789))
                .isEqualTo(SampleVectors.realistic(384, 7).vector(123_456_789));
        assertThat(dot(vectors.vector(5), SampleVectors.realistic(384, 8).vector(5)))
                .isLessThan(0.3);
        assertThat(dot(vectors.vector(5), vectors.vector(1_000_005))).isLessThan(0.95);
    }

    @Test
    void a_target_used_before_gets_the_same_vector() {
        var vectors = SampleVectors.realistic(100, 7);
        float[] target = new float[100];
        Arrays.fill(target, 9);

        vectors.fill(3, target);

        assertThat(target).isEqualTo(vectors.vector(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 384, 1000, 1536})
    void vectors_of_any_dimension_have_length_one(int dimension) {
        for (SampleVectors vectors :
                new SampleVectors[] {SampleVectors.realistic(dimension, 1), SampleVectors.isotropic(dimension, 1)}) {
            assertThat(dot(vectors.vector(17), vectors.vector(17))).isCloseTo(1, within(1e-5));
            assertThat(dot(vectors.question(17, 20), vectors.question(17, 20))).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void a_dimension_of_one_is_refused() {
        assertThatThrownBy(() -> SampleVectors.realistic(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_question_is_close_to_the_memory_it_asks_for_but_equal_to_none() {
        var vectors = SampleVectors.realistic(1536, 3);
        int rows = 2000;
        float[][] all = IntStream.range(0, rows).mapToObj(vectors::vector).toArray(float[][]::new);
        double[] bests = new double[100];
        int found = 0;
        for (int number = 0; number < bests.length; number++) {
            float[] question = vectors.question(number, rows);
            double[] cosines = Arrays.stream(all)
                    .mapToDouble(vector -> dot(question, vector))
                    .toArray();
            bests[number] = Arrays.stream(cosines).max().orElseThrow();
            double asked = cosines[(int) vectors.asked(number, rows)];
            found += Arrays.stream(cosines).filter(cosine -> cosine > asked).count() < 10 ? 1 : 0;
        }
        assertThat(Arrays.stream(bests).max().orElseThrow()).isLessThan(0.95);
        assertThat(Arrays.stream(bests).average().orElseThrow()).isBetween(0.65, 0.75);
        assertThat(found).isGreaterThan(90);
    }

    @Test
    void turning_keeps_lengths_and_angles() {
        var mixing = new Mixing(48, new Streams(5));
        float[] one = new float[48];
        float[] other = new float[48];
        one[3] = 2;
        other[3] = 1;
        other[40] = 1;

        mixing.apply(one);
        mixing.apply(other);

        assertThat(dot(one, one)).isCloseTo(4, within(1e-5));
        assertThat(dot(one, other)).isCloseTo(2, within(1e-5));
        for (int quarter = 0; quarter < 48; quarter += 12) {
            float[] part = Arrays.copyOfRange(one, quarter, quarter + 12);
            assertThat(dot(part, part)).isBetween(0.2, 2.5);
        }
    }

    @Test
    void gaussians_have_mean_zero_variance_one_and_a_normal_middle() {
        float[] ones = new float[100_000];
        Arrays.fill(ones, 1);
        float[] numbers = new float[ones.length];

        Gaussians.add(new Streams(1).of(Streams.Use.ROW, 0), 1, ones, numbers);

        assertThat(IntStream.range(0, numbers.length)
                        .mapToDouble(i -> numbers[i])
                        .average()
                        .orElseThrow())
                .isCloseTo(0, within(0.02));
        assertThat(dot(numbers, numbers) / numbers.length).isCloseTo(1, within(0.02));
        assertThat(IntStream.range(0, numbers.length)
                        .filter(i -> Math.abs(numbers[i]) < 1)
                        .count())
                .isBetween(67_500L, 69_000L); // 68.3 %
    }
}
