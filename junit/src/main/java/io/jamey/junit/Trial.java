package io.jamey.junit;

/// Holds a percentile of an operation's times against a budget. One thread.
///
/// Works in rounds of fresh samples, so that a hiccup is forgotten. A round passes or fails where a binomial test
/// is sure. A round that fails must be confirmed by a second; one that is unclear is followed by one of twice the
/// size; the last is judged by what the percentile is.
final class Trial {
    static final int ROUNDS_MAX = 4;
    private static final int FAILED_ROUNDS = 2;
    /// Samples before a round can fail early.
    private static final int EARLY = 20;
    /// Pieces of calibrating work beside a run, at most: longer operations wait for no more.
    private static final int PIECES_MAX = 100;

    private final Budget budget;
    private final Timing operation;
    private final Timing piece;

    /// Runs something once and tells how many nanoseconds it took.
    @FunctionalInterface
    interface Timing {
        long nanos() throws Throwable;
    }

    /// What came out.
    ///
    /// @param times of the last round
    /// @param scale by which the budget was multiplied, 1 or more
    /// @param pieceNanos what a piece of calibrating work took, at the budget's percentile; 0 without calibration
    /// @param sure whether it is beyond doubt, or only what the percentile was in the end
    record Outcome(
            boolean passed, boolean sure, Times times, int rounds, int samples, double scale, double pieceNanos) {}

    private enum Verdict {
        PASS,
        FAIL,
        UNCLEAR
    }

    private record Round(Verdict verdict, Times times, double scale, double pieceNanos) {}

    /// @param piece of calibrating work
    Trial(Budget budget, Timing operation, Timing piece) {
        this.budget = budget;
        this.operation = operation;
        this.piece = piece;
    }

    Outcome run() throws Throwable {
        int pieces = warmUp();
        int samples = budget.samples();
        int all = 0;
        int failed = 0;
        Round round = round(samples, pieces);
        for (int number = 1; ; number++) {
            all += round.times().count();
            failed += round.verdict() == Verdict.FAIL ? 1 : 0;
            if (round.verdict() == Verdict.PASS || failed == FAILED_ROUNDS) {
                return outcome(round, failed == 0 || round.verdict() == Verdict.PASS, true, number, all);
            }
            if (number == ROUNDS_MAX) {
                boolean within = round.times().quantile(budget.p()) <= limitNanos(round.scale());
                return outcome(round, within, false, number, all);
            }
            if (round.verdict() == Verdict.UNCLEAR) {
                samples *= 2;
            }
            round = round(samples, pieces);
        }
    }

    private static Outcome outcome(Round round, boolean passed, boolean sure, int rounds, int samples) {
        return new Outcome(passed, sure, round.times(), rounds, samples, round.scale(), round.pieceNanos());
    }

    /// Returns how many pieces of calibrating work take about as long as the operation: what takes long is
    /// interrupted more often than what is over in a moment.
    private int warmUp() throws Throwable {
        for (int i = 0; i < budget.warmUp(); i++) {
            operation.nanos();
        }
        var times = new long[5];
        var calibration = new long[5];
        for (int i = 0; i < times.length; i++) {
            times[i] = operation.nanos();
            calibration[i] = piece.nanos();
        }
        double ratio = Times.of(times, times.length).quantile(0.5)
                / Math.max(1, Times.of(calibration, calibration.length).quantile(0.5));
        return (int) Math.clamp(ratio, 1, PIECES_MAX);
    }

    private Round round(int samples, int pieces) throws Throwable {
        Bounds bounds = Bounds.of(samples, budget.p());
        var times = new long[samples];
        var calibration = new long[samples];
        for (int i = 0; i < samples; i++) {
            for (int k = 0; k < pieces; k++) {
                calibration[i] += piece.nanos();
            }
            times[i] = operation.nanos();
            if (i + 1 >= EARLY && (i + 1) % EARLY == 0 && i + 1 < samples) {
                Round early = judged(times, calibration, i + 1, pieces, bounds);
                if (early.verdict() == Verdict.FAIL) {
                    return early;
                }
            }
        }
        Round round = judged(times, calibration, samples, pieces, bounds);
        boolean within = round.times().over(limitNanos(round.scale())) <= bounds.passMax();
        return within ? new Round(Verdict.PASS, round.times(), round.scale(), round.pieceNanos()) : round;
    }

    /// What `count` samples say, which can only fail: those that are missing might all keep to the budget.
    private Round judged(long[] times, long[] calibration, int count, int pieces, Bounds bounds) {
        Times judged = Times.of(times, count);
        boolean calibrates = budget.calibration() != Calibration.NONE;
        double pieceNanos = calibrates ? Times.of(calibration, count).quantile(budget.p()) / pieces : 0;
        double scale = Math.max(1, pieceNanos / (budget.referenceMillis() * 1e6));
        boolean fails = judged.over(limitNanos(scale)) >= bounds.failMin();
        return new Round(fails ? Verdict.FAIL : Verdict.UNCLEAR, judged, scale, pieceNanos);
    }

    private double limitNanos(double scale) {
        return budget.millis() * 1e6 * scale;
    }
}
