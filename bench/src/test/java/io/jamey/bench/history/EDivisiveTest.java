package io.jamey.bench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EDivisiveTest {
    private static final EDivisive METHOD = new EDivisive(0.001, 42);

    /// Values around levels, with 3 % of noise.
    private static double[] steps(long seed, int each, double... levels) {
        var random = new Random(seed);
        var values = new double[each * levels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = levels[i / each] * (1 + 0.03 * random.nextGaussian());
        }
        return values;
    }

    private static List<Integer> places(double... values) {
        return METHOD.of(values).stream().map(EDivisive.ChangePoint::at).toList();
    }

    @Test
    void findsChangesInNoiseAsSeldomAsItSays() {
        var lenient = new EDivisive(0.05, 42);
        int series = 200;
        int strict = 0;
        int found = 0;
        for (int seed = 0; seed < series; seed++) {
            double[] noise = steps(seed, 30, 100);
            strict += METHOD.of(noise).isEmpty() ? 0 : 1;
            found += lenient.of(noise).isEmpty() ? 0 : 1;
        }
        assertThat(strict).isLessThanOrEqualTo(2);
        // 10 expected; 20 or more have a chance of 0.3 %, and the seeds are fixed.
        assertThat(found).isBetween(1, 20);
    }

    @Test
    void findsAStepWhereItIs() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            List<Integer> places = places(steps(seed, 15, 100, 110));
            assertThat(places).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
            found += places.size() == 1 && Math.abs(places.getFirst() - 15) <= 1 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(36);
        assertThat(places(steps(7, 15, 100, 85))).containsExactly(15);
    }

    @Test
    void findsTwoStepsAndAnExcursion() {
        assertThat(places(steps(1, 20, 100, 115, 132))).containsExactly(20, 40);
        assertThat(places(steps(2, 20, 100, 120, 100))).containsExactly(20, 40);
    }

    @Test
    void takesOutliersForWhatTheyAre() {
        double[] values = steps(3, 40, 100);
        values[7] = 300;
        values[21] = 20;
        values[22] = 250;
        values[39] = 400;

        assertThat(places(values)).isEmpty();
    }

    @Test
    void aSeriesThatNeverMovesDoesNotChangeAndOneThatMovesOnceDoes() {
        assertThat(places(new double[30])).isEmpty();
        double[] values = new double[20];
        values[10] = values[11] = values[12] = values[13] = values[14] = 1;
        values[15] = values[16] = values[17] = values[18] = values[19] = 1;

        assertThat(places(values)).containsExactly(10);
        assertThat(METHOD.of(values).getFirst().p()).isLessThanOrEqualTo(0.001);
    }

    @Test
    void saysHowManyPointsItNeeds() {
        // 16 can be parted into halves in 12,870 ways, 10 in 252.
        assertThat(METHOD.pointsNeeded()).isEqualTo(16);
        assertThat(new EDivisive(0.05, 1).pointsNeeded()).isEqualTo(10);
        assertThat(places(steps(1, 7, 100, 200))).isEmpty();
        assertThat(places(steps(1, 8, 100, 200))).containsExactly(8);
    }

    @Test
    void refusesSignificancesThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EDivisive(0.5, 1))
                .withMessageContaining("0.05");
        assertThatIllegalArgumentException().isThrownBy(() -> new EDivisive(0, 1));
    }
}
