package io.jamey.junit;

import io.jamey.junit.PerformanceBudget.Time;
import java.util.Arrays;
import java.util.Locale;

/// An outcome in words.
final class Report {
    private static final String BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final int BUCKETS = 24;

    private final Budget budget;
    private final Trial.Outcome outcome;

    Report(Budget budget, Trial.Outcome outcome) {
        this.budget = budget;
        this.outcome = outcome;
    }

    /// In one line.
    String line() {
        return String.format(
                Locale.ROOT,
                "%s of %s is %s, budget %s%s",
                percentile(),
                budget.time() == Time.CPU ? "CPU time" : "time",
                millis(outcome.times().quantile(budget.p())),
                millis(budget.millis() * 1e6),
                outcome.scale() > 1
                        ? String.format(
                                Locale.ROOT,
                                " x %.2f = %s, as this machine is so much slower now",
                                outcome.scale(),
                                millis(budget.millis() * 1e6 * outcome.scale()))
                        : "");
    }

    /// Why it failed, and what to do.
    String failure(String operation) {
        return operation + " is too slow: " + line() + "\n"
                + "  samples      " + samples() + "\n"
                + "  distribution " + histogram() + "\n"
                + "  calibration  " + calibration() + "\n"
                + "  what to do   " + advice();
    }

    private String samples() {
        return String.format(
                Locale.ROOT,
                "%,d in %d rounds after %,d to warm up; the last round of %,d: median %s, %s %s, most %s%s",
                outcome.samples(),
                outcome.rounds(),
                budget.warmUp(),
                outcome.times().count(),
                millis(outcome.times().quantile(0.5)),
                percentile(),
                millis(outcome.times().quantile(budget.p())),
                millis(outcome.times().quantile(1)),
                outcome.sure() ? "" : "; too close to be sure");
    }

    private String calibration() {
        return switch (budget.calibration()) {
            case NONE -> "none, the budget is for every machine";
            case CPU, DISK ->
                String.format(
                        Locale.ROOT,
                        "%s takes %s here (%s), %s on the reference machine",
                        budget.calibration().name().toLowerCase(Locale.ROOT),
                        millis(outcome.pieceNanos()),
                        percentile(),
                        millis(budget.referenceMillis() * 1e6));
        };
    }

    private String advice() {
        if (!outcome.sure()) {
            return "make it faster, or leave the budget more room: the percentile and the budget are too close";
        }
        boolean tail = outcome.times().quantile(0.5) <= budget.millis() * 1e6 * outcome.scale() / 2;
        return tail
                ? "the median is well within: look for what sometimes waits (locks, collections, the disk), not for"
                        + " slow code"
                : "see where the time goes with a profiler (a Flight Recording of this test), and what has changed"
                        + " since it passed";
    }

    private String percentile() {
        double percent = budget.p() * 100;
        return "p" + (percent == Math.rint(percent) ? String.valueOf(Math.round(percent)) : String.valueOf(percent));
    }

    /// Times from the least to the most on a logarithmic scale; where the budget lies is marked.
    private String histogram() {
        double least = Math.max(1, outcome.times().quantile(0));
        double most = Math.max(least + 1, outcome.times().quantile(1));
        double limit = budget.millis() * 1e6 * outcome.scale();
        var counts = new int[BUCKETS];
        outcome.times().stream().forEach(time -> counts[bucket((double) time, least, most)]++);
        int highest = Arrays.stream(counts).max().orElseThrow();
        var line = new StringBuilder(millis(least)).append(' ');
        for (int i = 0; i < BUCKETS; i++) {
            if (limit >= least && limit <= most && i == bucket(limit, least, most)) {
                line.append('|');
            }
            line.append(counts[i] == 0 ? ' ' : BARS.charAt((int) ((counts[i] * 7L) / highest)));
        }
        return line.append(' ')
                .append(millis(most))
                .append(limit < least ? " (all over the budget)" : " (| is the budget)")
                .toString();
    }

    private static int bucket(double value, double least, double most) {
        double place = Math.log(Math.max(value, least) / least) / Math.log(most / least);
        return Math.clamp((long) (place * BUCKETS), 0, BUCKETS - 1);
    }

    private static String millis(double nanos) {
        double millis = nanos / 1e6;
        return String.format(Locale.ROOT, millis >= 100 ? "%.0f ms" : millis >= 1 ? "%.2f ms" : "%.4f ms", millis);
    }
}
