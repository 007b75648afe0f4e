package io.jamey.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How often the gate is right, over thousands of made-up runs. Blocks vary as measured: a standard deviation of
/// 2 % for searches and 4 % for codecs; also with heavy tails, as on a shared machine.
class VerdictRatesTest {
    private static final Policy POLICY = Policy.USUAL;
    private static final int BLOCKS_MAX = 16;

    private SplittableRandom random = new SplittableRandom(0);

    @BeforeEach
    void seed() {
        long seed = Long.getLong("jamey.seed", 20_250_601);
        System.getLogger("seed").log(System.Logger.Level.INFO, "-Djamey.seed={0}", seed);
        random = new SplittableRandom(seed);
    }

    private record Noise(double spread, double tail) {
        double draw(SplittableRandom random) {
            double wide = random.nextDouble() < tail ? 5 : 1;
            return spread * wide * random.nextGaussian();
        }
    }

    private static final List<Noise> NOISES = List.of(new Noise(0.02, 0), new Noise(0.04, 0), new Noise(0.03, 0.1));

    private record Counted(int runs, Map<Verdict, Integer> verdicts, int covered) {
        int of(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0);
        }

        double share(Verdict... any) {
            return (double) Arrays.stream(any).mapToInt(this::of).sum() / runs;
        }
    }

    /// Runs of the gate by its own rules: up to 16 blocks, a FAIL confirmed by fresh ones.
    private Counted runs(int runs, double ratio, Noise noise) {
        var verdicts = new EnumMap<Verdict, Integer>(Verdict.class);
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            Estimate first = estimate(ratio, noise);
            covered += first.interval().contains(ratio) ? 1 : 0;
            Verdict verdict = POLICY.limits().verdict(first);
            if (verdict == Verdict.FAIL) {
                verdict = POLICY.limits().verdict(estimate(ratio, noise));
            }
            verdicts.merge(verdict, 1, Integer::sum);
        }
        return new Counted(runs, verdicts, covered);
    }

    private Estimate estimate(double ratio, Noise noise) {
        var blocks = new ArrayList<Block>();
        while (blocks.size() < BLOCKS_MAX
                && POLICY.stop(Samples.subject("a/b"), blocks).isEmpty()) {
            blocks.add(Samples.block(blocks.size() + 1, ratio * Math.exp(noise.draw(random))));
        }
        return Estimate.withoutBootstrap(blocks, Measure.CPU, POLICY.confidence());
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        for (Noise noise : NOISES) {
            Counted counted = runs(3_000, 1.07, noise);

            // 99 % but for chance (four standard deviations of 3,000 runs)
            assertThat((double) counted.covered() / counted.runs())
                    .as("%s", noise)
                    .isGreaterThan(0.99 - 0.0073);
        }
    }

    @Test
    void theSameCodeDoesNotFail() {
        for (Noise noise : NOISES) {
            Counted counted = runs(4_000, 1.0, noise);

            assertThat(counted.of(Verdict.FAIL)).as("%s", noise).isZero();
            assertThat(counted.share(Verdict.WARN)).as("%s", noise).isLessThan(0.005);
        }
    }

    @Test
    void tenPerCentAreFlagged() {
        for (Noise noise : NOISES.subList(0, 2)) {
            Counted counted = runs(2_000, 1.10, noise);

            assertThat(counted.share(Verdict.WARN, Verdict.FAIL))
                    .as("%s", noise)
                    .isGreaterThan(0.99);
        }
    }

    @Test
    void fifteenPerCentFail() {
        for (Noise noise : NOISES.subList(0, 2)) {
            Counted counted = runs(2_000, 1.15, noise);

            assertThat(counted.share(Verdict.FAIL)).as("%s", noise).isGreaterThan(0.99);
        }
    }

    @Test
    void fifteenPerCentFasterPass() {
        assertThat(runs(1_000, 1 / 1.15, NOISES.getFirst()).of(Verdict.PASS)).isEqualTo(1_000);
    }
}
