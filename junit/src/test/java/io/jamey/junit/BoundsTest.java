package io.jamey.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundsTest {
    @Test
    void agreeWithTablesOfTheBinomialDistribution() {
        // Of 100 at 5 %: P(none) = 0.0059, P(12 or more) = 0.0043, P(11 or more) = 0.0115.
        assertThat(Bounds.of(100, 0.95)).isEqualTo(new Bounds(-1, 12));
        // Of 104: P(none) = 0.0048.
        assertThat(Bounds.of(104, 0.95).passMax()).isZero();
        // Of 20 at one half: P(3 or fewer) = 0.0013, P(4 or fewer) = 0.0059.
        assertThat(Bounds.of(20, 0.5)).isEqualTo(new Bounds(3, 17));
    }

    @Test
    void samplesNeededAreEnoughToPassAndToFail() {
        for (double p : new double[] {0.05, 0.5, 0.9, 0.95, 0.99, 0.999}) {
            int needed = Bounds.samplesNeeded(p);
            Bounds bounds = Bounds.of(needed, p);

            assertThat(bounds.passMax()).as("p %s, %d samples", p, needed).isNotNegative();
            assertThat(bounds.failMin()).as("p %s, %d samples", p, needed).isLessThanOrEqualTo(needed);
        }
    }

    @Test
    void areWrongAsSeldomAsTheySay() {
        long seed = Long.getLong("jamey.seed", new Random().nextLong());
        System.out.println("repeat with -Djamey.seed=" + seed);
        var random = new Random(seed);
        Bounds bounds = Bounds.of(208, 0.95);
        int trials = 20_000;
        int passes = 0;
        int fails = 0;
        for (int trial = 0; trial < trials; trial++) {
            int over = 0;
            for (int i = 0; i < 208; i++) {
                over += random.nextDouble() < 0.05 ? 1 : 0;
            }
            passes += over <= bounds.passMax() ? 1 : 0;
            fails += over >= bounds.failMin() ? 1 : 0;
        }
        assertThat(passes).as("seed %d", seed).isLessThan((int) (trials * Bounds.DOUBT * 1.6));
        assertThat(fails).as("seed %d", seed).isLessThan((int) (trials * Bounds.DOUBT * 1.6));
    }
}
