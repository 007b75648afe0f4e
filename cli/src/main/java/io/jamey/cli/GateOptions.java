package io.jamey.cli;

import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.pairs.BlockPlan;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How two programs are compared and judged. What is not given is usual, or with `--quick` rough.
final class GateOptions {
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(%?)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})\\.\\.(\\d{1,4})");
    private static final int COUNTING_BLOCKS = 3;

    @Option(names = "--fail-above", paramLabel = "SHARE", description = "So much slower fails. Default: 10%%")
    private @Nullable String failAbove;

    @Option(names = "--warn-above", paramLabel = "SHARE", description = "Less is not worth a warning. Default: 3%%")
    private @Nullable String warnAbove;

    @Option(names = "--noise-floor", paramLabel = "SHARE", description = "Less is no difference. Default: 2%%")
    private @Nullable String noiseFloor;

    @Option(names = "--confidence", paramLabel = "SHARE", description = "Of intervals. Default: 0.99")
    private @Nullable String confidence;

    @Option(names = "--blocks", paramLabel = "A..B", description = "Pairs of JVMs, from and to. Default: 10..40")
    private @Nullable String blocks;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            description = "For the whole run, as in 90s or 10m. Default: 10m for each group")
    private @Nullable String maxTime;

    @Option(names = "--recall-floor", paramLabel = "SHARE", description = "Less recall fails. Default: 0.98")
    private @Nullable String recallFloor;

    @Option(
            names = "--measure",
            paramLabel = "WHAT",
            description = "What is compared: cpu (default), wall, alloc; or work: counted work alone, fast and exact")
    private String measure = "cpu";

    @Option(names = "--strict-inconclusive", description = "Too noisy to tell is a failure too: exit code 4")
    private boolean strict;

    boolean strict() {
        return strict;
    }

    Policy policy(boolean quick) {
        return policy(quick, 1);
    }

    /// @param groups of operations, for which there is time unless the user has set one
    Policy policy(boolean quick, int groups) {
        Policy usual = quick ? Policy.ROUGH : Policy.USUAL;
        Limits limits = usual.limits();
        Measure what = measure();
        int min = what == Measure.WORK ? COUNTING_BLOCKS : usual.blocksMin();
        int max = what == Measure.WORK ? COUNTING_BLOCKS : usual.blocksMax();
        if (blocks != null) {
            Matcher range = matched(RANGE, blocks, "--blocks", "10..40");
            min = Integer.parseInt(range.group(1));
            max = Integer.parseInt(range.group(2));
        }
        double fails = share("--fail-above", failAbove).orElse(limits.failAbove());
        double warns = share("--warn-above", warnAbove).orElse(Math.min(limits.warnAbove(), fails));
        return new Policy(
                new Limits(
                        fails, warns, share("--noise-floor", noiseFloor).orElse(Math.min(limits.noiseFloor(), warns))),
                share("--confidence", confidence).orElse(usual.confidence()),
                min,
                max,
                usual.precision(),
                maxTime == null ? usual.maxTime().multipliedBy(groups) : LoadOptions.duration("--max-time", maxTime),
                what,
                share("--recall-floor", recallFloor).orElse(usual.recallFloor()));
    }

    BlockPlan plan(boolean quick) {
        return measure() == Measure.WORK ? BlockPlan.COUNTING : quick ? BlockPlan.ROUGH : BlockPlan.USUAL;
    }

    private Measure measure() {
        try {
            return Measure.valueOf(measure.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--measure must be cpu, wall, alloc or work, not " + measure, e);
        }
    }

    /// `10%`, `10 %` or `0.1`.
    private static Optional<Double> share(String option, @Nullable String written) {
        if (written == null) {
            return Optional.empty();
        }
        Matcher share = matched(SHARE, written, option, "10% or 0.1");
        return Optional.of(Double.parseDouble(share.group(1)) / (share.group(2).isEmpty() ? 1 : 100));
    }

    private static Matcher matched(Pattern pattern, String written, String option, String like) {
        Matcher matcher = pattern.matcher(written.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(option + " must be like " + like + ", not '" + written + "'");
        }
        return matcher;
    }
}
