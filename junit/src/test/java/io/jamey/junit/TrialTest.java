package io.jamey.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.junit.PerformanceBudget.Time;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a made-up machine, whose clock is a number.
class TrialTest {
    private static final Budget TEN_MILLIS = budget(Calibration.CPU);

    private final long seed = Long.getLong("jamey.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private int runs;

    @BeforeEach
    void printsItsSeed() {
        System.out.println("repeat with -Djamey.seed=" + seed);
    }

    private static Budget budget(Calibration calibration) {
        return new Budget(0.95, 10, 3, 208, Time.WALL, calibration, 0.1);
    }

    /// Milliseconds with 10 % of noise, interrupted for 8 ms more once in a second.
    private long noisy(double millis) {
        double noise = Math.max(0.5, 1 + 0.1 * random.nextGaussian());
        return (long) (1e6 * (millis * noise + (random.nextDouble() < millis / 1e3 ? 8 : 0)));
    }

    private Trial.Outcome run(Budget budget, Trial.Timing operation, Trial.Timing piece) {
        try {
            return new Trial(budget, operation, piece).run();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void passesWhatKeepsToItsBudgetAlways() {
        for (int i = 0; i < 300; i++) {
            assertThat(run(TEN_MILLIS, () -> noisy(7), () -> noisy(0.09)).passed())
                    .as("seed %d, trial %d", seed, i)
                    .isTrue();
        }
    }

    @Test
    void failsWhatIsSlowerAlwaysAndMostlyEarly() {
        int samples = 0;
        for (int i = 0; i < 300; i++) {
            Trial.Outcome outcome = run(TEN_MILLIS, () -> noisy(15), () -> noisy(0.09));

            assertThat(outcome.passed()).as("seed %d, trial %d", seed, i).isFalse();
            assertThat(outcome.sure()).isTrue();
            samples += outcome.samples();
        }
        assertThat(samples / 300).as("seed %d: of 208 in a round", seed).isLessThan(100);
    }

    @Test
    void aSlowerMachineGetsAsMuchMoreTime() {
        Trial.Outcome slowMachine = run(TEN_MILLIS, () -> noisy(25), () -> noisy(0.4));
        Trial.Outcome slowCode = run(budget(Calibration.NONE), () -> noisy(25), () -> 0L);

        assertThat(slowMachine.passed()).as("seed %d", seed).isTrue();
        assertThat(slowMachine.scale()).isGreaterThan(3);
        assertThat(slowCode.passed()).as("seed %d", seed).isFalse();
        assertThat(slowCode.scale()).isEqualTo(1);
    }

    @Test
    void aFasterMachineGetsNoLess() {
        assertThat(run(TEN_MILLIS, () -> noisy(7), () -> noisy(0.01)).scale()).isEqualTo(1);
    }

    @Test
    void aHiccupOfTheMachineIsForgotten() {
        Trial.Outcome outcome = run(TEN_MILLIS, () -> runs++ < 30 ? noisy(100) : noisy(5), () -> noisy(0.09));

        assertThat(outcome.passed()).as("seed %d", seed).isTrue();
        assertThat(outcome.rounds()).isGreaterThan(1);
    }

    @Test
    void whatIsTooCloseIsMeasuredLongerAndThenJudged() {
        Trial.Outcome below = run(TEN_MILLIS, () -> runs++ % 100 < 96 ? 5_000_000L : 11_000_000L, () -> 90_000L);
        Trial.Outcome above = run(TEN_MILLIS, () -> runs++ % 100 < 94 ? 5_000_000L : 11_000_000L, () -> 90_000L);

        assertThat(below.passed()).isTrue();
        assertThat(below.sure()).isFalse();
        assertThat(above.passed()).isFalse();
        assertThat(above.sure()).isFalse();
        assertThat(above.samples()).isEqualTo(208 * (1 + 2 + 4 + 8));
    }
}
