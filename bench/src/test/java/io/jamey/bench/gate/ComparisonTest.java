package io.jamey.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jamey.bench.measuring.Usage;
import io.jamey.bench.statistics.Interval;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Policy POLICY = Policy.USUAL;
    private static final Subject READS = Samples.subject("group/reads");
    private static final Subject WAITS = new Subject("group/waits", "", 1, true, OptionalDouble.empty());

    private static Verdict verdict(double low, double ratio, double high) {
        Interval interval = new Interval(low, high);
        return Limits.USUAL.verdict(new Estimate(ratio, interval, interval, 12));
    }

    @Test
    void thereAreFourVerdicts() {
        assertThat(verdict(0.97, 1.00, 1.03)).isEqualTo(Verdict.PASS);
        assertThat(verdict(0.80, 0.85, 0.90)).isEqualTo(Verdict.PASS);
        assertThat(verdict(1.01, 1.05, 1.09)).isEqualTo(Verdict.PASS);
        assertThat(verdict(1.03, 1.06, 1.09)).isEqualTo(Verdict.WARN);
        assertThat(verdict(1.021, 1.029, 1.035)).as("too little to warn of").isEqualTo(Verdict.PASS);
        assertThat(verdict(1.03, 1.07, 1.11)).isEqualTo(Verdict.FAIL);
        assertThat(verdict(1.12, 1.15, 1.18)).isEqualTo(Verdict.FAIL);
        assertThat(verdict(1.01, 1.07, 1.13)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(0.85, 1.00, 1.15)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(0, 1.5, Double.POSITIVE_INFINITY)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static Round round(double ratio) {
        List<Block> blocks = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> Samples.block(number, ratio * (1 + number * 1e-4)))
                .toList();
        return Round.of(blocks, Measure.CPU, POLICY, Round.Stop.PRECISE);
    }

    private static Comparison comparison(Subject subject, Round first, Optional<Round> again) {
        return Comparison.of(subject, first, again, Optional.empty(), POLICY);
    }

    @Test
    void aRatioIsCandidateToBase() {
        assertThat(round(1.2).estimate().ratio()).isCloseTo(1.2, within(0.002));
        assertThat(round(0.8).estimate().ratio()).isCloseTo(0.8, within(0.002));
        assertThat(Samples.block(1, 1.2).exchanged().logRatio(Measure.CPU)).isCloseTo(-Math.log(1.2), within(1e-6));
    }

    @Test
    void aBlocksValueIsTheMedianOfItsPairs() {
        List<SlicePair> pairs = List.of(1.0, 1.1, 3.0).stream()
                .map(ratio -> new SlicePair(false, Samples.slice(1e6), Samples.slice(1e6 * ratio)))
                .toList();

        assertThat(new Block(1, 0, 1, true, pairs).logRatio(Measure.CPU)).isCloseTo(Math.log(1.1), within(1e-6));
    }

    @Test
    void aFailNeedsASecondThatFails() {
        assertThat(comparison(READS, round(1.2), Optional.of(round(1.2))).verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(comparison(READS, round(1.2), Optional.of(round(1.06))).verdict())
                .isEqualTo(Verdict.WARN);
        assertThat(comparison(READS, round(1.2), Optional.of(round(1.0))).verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static List<Block> counted(Usage base, Usage candidate) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(number -> new Block(
                        number,
                        0,
                        1,
                        true,
                        List.of(new SlicePair(false, new SliceFigures(10, base), new SliceFigures(10, candidate)))))
                .toList();
    }

    private static Comparison counted(Subject subject, Usage base, Usage candidate) {
        return comparison(
                subject, Round.of(counted(base, candidate), Measure.CPU, POLICY, Round.Stop.PRECISE), Optional.empty());
    }

    @Test
    void moreCountedWorkFailsThoughTimeIsTheSame() {
        Usage base = Samples.usage(1_000_000, 1_000_000, 100_000, 40_960, 10);
        Comparison allocates = counted(READS, base, Samples.usage(1_000_000, 1_000_000, 110_000, 40_960, 10));
        Comparison writes = counted(READS, base, Samples.usage(1_000_000, 1_000_000, 100_000, 45_056, 11));

        assertThat(allocates.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(allocates.workVerdict()).isEqualTo(Verdict.FAIL);
        assertThat(allocates.reasons())
                .singleElement()
                .asString()
                .contains("bytes allocated", "from 10.0 kB to 11.0 kB");
        assertThat(writes.reasons()).hasSize(2);
        assertThat(counted(READS, base, base).verdict()).isEqualTo(Verdict.PASS);
        assertThat(counted(READS, Samples.usage(1_000_000, 1_000_000, 110_000, 50_000, 20), base)
                        .verdict())
                .as("less is no fault")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aFewBytesAreNoWork() {
        Usage nothing = Samples.usage(1_000_000, 1_000_000, 0, 0, 0);

        assertThat(counted(READS, nothing, Samples.usage(1_000_000, 1_000_000, 24, 1, 0))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(counted(READS, nothing, Samples.usage(1_000_000, 1_000_000, 400, 0, 0))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    private static Usage exact(Count count, double value) {
        return new Usage(1_000_000, 1_000_000, Work.of(count, value));
    }

    @Test
    void oneCommitOrStatementMoreInACallFailsHoweverManyThereWere() {
        for (Count count : List.of(Count.COMMITS, Count.STATEMENTS)) {
            Comparison more = counted(READS, exact(count, 10), exact(count, 20));
            assertThat(more.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(more.reasons()).singleElement().asString().contains(count.words(), "from 1 to 2 an operation");
            assertThat(counted(READS, exact(count, 0), exact(count, 10)).reasons())
                    .singleElement()
                    .asString()
                    .contains("more " + count.words(), "from 0 to 1");
            assertThat(counted(READS, exact(count, 5_000), exact(count, 5_010)).verdict())
                    .as("one in five hundred")
                    .isEqualTo(Verdict.FAIL);
            assertThat(counted(READS, exact(count, 20), exact(count, 10)).verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void whatAStoreDoesOnItsOwnNowAndThenIsNoMoreWork() {
        SlicePair quiet = statements(10);
        List<Block> blocks = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> new Block(number, 0, 1, true, List.of(statements(13), quiet)))
                .toList();

        CountChange change = CountChange.of(Count.STATEMENTS, blocks, 1);

        assertThat(change.grew()).isFalse();
    }

    private static SlicePair statements(int candidate) {
        return new SlicePair(
                false,
                new SliceFigures(1, exact(Count.STATEMENTS, 10)),
                new SliceFigures(1, exact(Count.STATEMENTS, candidate)));
    }

    @Test
    void whatOneSideDoesNotCountIsNotCompared() {
        Usage older = new Usage(1_000_000, 1_000_000, Work.of(Count.ALLOCATED_BYTES, 100));
        Comparison comparison = counted(
                READS, older, new Usage(1_000_000, 1_000_000, older.work().with(Count.STATEMENTS, 50)));

        assertThat(comparison.verdict()).isEqualTo(Verdict.PASS);
        assertThat(comparison.counts()).extracting(CountChange::count).containsExactly(Count.ALLOCATED_BYTES);
    }

    @Test
    void noisyTimeOfWhatWaitsForTheDiskLeavesTheJudgementToCountedWork() {
        Round noisy = Round.of(Samples.blocks(12, 3, 1.0, 0.4, 5), Measure.CPU, POLICY, Round.Stop.ENOUGH_BLOCKS);

        assertThat(noisy.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(comparison(READS, noisy, Optional.empty()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(comparison(WAITS, noisy, Optional.empty()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(comparison(WAITS, round(1.3), Optional.of(round(1.3))).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void whatWaitsIsNotJudgedByTheWall() {
        var wall = new Policy(Limits.USUAL, 0.99, 12, 40, 0.03, Duration.ofMinutes(1), Measure.WALL, 0.98);

        assertThat(wall.measureOf(WAITS)).isEqualTo(Measure.CPU);
        assertThat(wall.measureOf(READS)).isEqualTo(Measure.WALL);
    }

    @Test
    void recallBelowTheFloorFails() {
        Comparison blind =
                Comparison.of(READS, round(1.0), Optional.empty(), Optional.of(new Recall(0.99, 0.97)), POLICY);

        assertThat(blind.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(blind.reasons()).singleElement().asString().contains("0.970");
        assertThat(Comparison.of(READS, round(1.0), Optional.empty(), Optional.of(new Recall(0.97, 0.98)), POLICY)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void measuringStopsOnPrecisionNeverOnWhatIsSeen() {
        assertThat(POLICY.stop(READS, round(1.0).blocks().subList(0, 9))).isEmpty();
        assertThat(POLICY.stop(READS, round(1.0).blocks())).contains(Round.Stop.PRECISE);
        assertThat(POLICY.stop(READS, round(1.5).blocks())).contains(Round.Stop.PRECISE);
        List<Block> noisy = Samples.blocks(40, 3, 1.5, 0.4, 6);
        assertThat(POLICY.stop(READS, noisy.subList(0, 39))).isEmpty();
        assertThat(POLICY.stop(READS, noisy)).contains(Round.Stop.ENOUGH_BLOCKS);
        assertThat(POLICY.stop(WAITS, noisy.subList(0, 12))).contains(Round.Stop.ENOUGH_BLOCKS);
    }

    @Test
    void outcomesAreExitCodes() {
        ComparisonReport failed = Samples.report(12, 3);

        assertThat(failed.outcome(false).exitCode()).isEqualTo(1);
        assertThat(with(failed, List.of(failed.comparisons().getFirst()))
                        .outcome(true)
                        .exitCode())
                .isZero();
        ComparisonReport unsure = with(failed, List.of(failed.comparisons().getLast()));
        assertThat(unsure.outcome(false).exitCode()).isZero();
        assertThat(unsure.outcome(true).exitCode()).isEqualTo(4);
    }

    @Test
    void aMachineThatFavoursASideOrIsTooNoisyIsUnfit() {
        ComparisonReport failed = Samples.report(12, 3);
        var machine = failed.environment().machine();
        var favoured = Environment.of(machine, round(1.06).blocks(), POLICY);
        var noisy = Environment.of(machine, Samples.blocks(12, 3, 1.0, 0.3, 8), POLICY);

        assertThat(Environment.of(machine, round(1.0).blocks(), POLICY).isFit()).isTrue();
        assertThat(favoured.unfit().orElseThrow()).contains("favoured");
        assertThat(noisy.unfit().orElseThrow()).contains("too noisy");
        assertThat(with(failed, failed.comparisons(), noisy).outcome(false).exitCode())
                .isEqualTo(5);
        Usage base = Samples.usage(1_000_000, 1_000_000, 100_000, 0, 0);
        Comparison allocates = counted(READS, base, Samples.usage(1_000_000, 1_000_000, 150_000, 0, 0));
        assertThat(with(failed, List.of(allocates), noisy).outcome(false).exitCode())
                .as("no noise makes an allocation")
                .isEqualTo(1);
    }

    private static ComparisonReport with(ComparisonReport report, List<Comparison> comparisons) {
        return with(report, comparisons, report.environment());
    }

    private static ComparisonReport with(
            ComparisonReport report, List<Comparison> comparisons, Environment environment) {
        return new ComparisonReport(
                report.base(),
                report.candidate(),
                report.backend(),
                report.data(),
                report.policy(),
                report.seed(),
                report.begun(),
                report.took(),
                environment,
                comparisons,
                List.of());
    }

    @Test
    void limitsMustRise() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0.1, 0.2, 0.02));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Policy(Limits.USUAL, 1, 12, 40, 0.03, Duration.ofMinutes(1), Measure.CPU, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Policy(Limits.USUAL, 0.9, 12, 4, 0.03, Duration.ofMinutes(1), Measure.CPU, 1));
    }
}
