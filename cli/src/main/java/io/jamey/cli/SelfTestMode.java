package io.jamey.cli;

import io.jamey.bench.gate.Outcome;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.pairs.Contestant;
import io.jamey.bench.pairs.SelfTest;
import io.jamey.bench.pairs.SelfTest.Rate;
import io.jamey.bench.pairs.Setting;
import io.jamey.bench.report.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// `jamey bench --self-test`: does the gate tell the truth on this machine?
final class SelfTestMode {
    private static final List<String> USUAL =
            List.of("memory_operations/retrieve", "memory_operations/search", "codec/write_base64");
    private static final int BLOCKS_MAX = 16;
    /// A comparison may take so many blocks, and again as many to confirm a FAIL.
    private static final int PAIRS = 2 * BLOCKS_MAX;

    private static final double FLAGGED_MIN = 0.95;
    private static final double FAILED_MIN = 0.99;
    /// Of the work that makes a program fail, as much as must be flagged, and as much as must fail.
    private static final double MUST_FAIL = 1.5;

    private final Surroundings surroundings;
    private final DataOptions data;
    private final GateOptions options;

    SelfTestMode(Surroundings surroundings, DataOptions data, GateOptions options) {
        this.surroundings = surroundings;
        this.data = data;
        this.options = options;
    }

    /// @param picked operations; none for a usual few
    int run(List<Benchmark> picked, boolean quick, int comparisons) {
        List<Benchmark> benchmarks = (picked.isEmpty() ? Catalogue.picked(USUAL) : picked)
                .stream().filter(benchmark -> !benchmark.waits()).toList();
        if (benchmarks.isEmpty() || comparisons < 1) {
            throw new IllegalArgumentException("--self-test needs an operation that does not wait for the disk, and"
                    + " --comparisons of 1 or more");
        }
        Policy asked = options.policy(quick);
        Policy policy = new Policy(
                asked.limits(),
                asked.confidence(),
                asked.blocksMin(),
                Math.max(asked.blocksMin(), Math.min(asked.blocksMax(), BLOCKS_MAX)),
                asked.precision(),
                Duration.ofHours(1),
                asked.measure(),
                asked.recallFloor());
        int pairs = quick ? 2 * policy.blocksMin() : Math.max(PAIRS, 2 * policy.blocksMin());
        double flagged = policy.limits().failAbove();
        try (var folder = new TemporaryFolder(surroundings.temporary(), "jamey-bench-")) {
            Contestant same = GateMode.candidate();
            var setting = new Setting(
                    same,
                    same,
                    data.source().name(),
                    data.shape(),
                    data.home().resolve("data").toAbsolutePath(),
                    folder.path());
            SelfTest.Result result = new SelfTest(setting, policy, options.plan(quick), System.nanoTime(), data.steps())
                    .run(benchmarks, List.of(0.0, flagged, flagged * MUST_FAIL), pairs, comparisons);
            return tell(result, policy);
        }
    }

    private int tell(SelfTest.Result result, Policy policy) {
        var out = surroundings.out();
        out.println(String.format(
                Locale.ROOT,
                "%d live pairs of the same code, with and without added work; comparisons of %d to %d blocks are drawn"
                        + " from them,%nno two blocks of one from the same pair; %s",
                result.pairs(),
                policy.blocksMin(),
                policy.blocksMax(),
                result.environment().machine()));
        result.spreads()
                .forEach((id, spread) -> out.println(String.format(
                        Locale.ROOT,
                        "  %s: blocks of the same code differ by %.1f %% (standard deviation)",
                        id,
                        spread * 100)));
        out.println();
        Rate same = result.rates().get(0);
        Rate slower = result.rates().get(1);
        Rate much = result.rates().get(2);
        boolean good = check(same, "never FAIL", same.of(Verdict.FAIL) == 0);
        good &= check(slower, "flagged in 95 % or more", slower.flagged() >= FLAGGED_MIN);
        good &= check(much, "FAIL in 99 % or more", much.failed() >= FAILED_MIN);
        result.environment().unfit().ifPresent(why -> out.println("This machine, now: " + why));
        if (!result.environment().isFit()) {
            return Outcome.UNFIT.exitCode();
        }
        return good ? ExitCode.OK : ExitCode.NOT_SO;
    }

    private boolean check(Rate rate, String should, boolean good) {
        var seen = new StringBuilder();
        for (Verdict verdict : Verdict.values()) {
            seen.append(String.format(Locale.ROOT, "  %s %d", verdict, rate.of(verdict)));
        }
        surroundings
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "%-8s %-26s %s   (%d comparisons, %.1f blocks each)%s",
                        rate.extra() == 0 ? "same" : Quantity.percent(rate.extra()),
                        should + ":",
                        good ? "yes" : "NO",
                        rate.comparisons(),
                        rate.blocks(),
                        seen));
        return good;
    }
}
