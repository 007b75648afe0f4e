package io.jamey.bench.gate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How two programs are compared and judged.
///
/// @param confidence of intervals, between 0.5 and 1
/// @param blocksMin before anything is said
/// @param blocksMax after which it is said, precise or not
/// @param precision the half-width of an interval, as a share, at which measuring ends: it never ends because of
///     what the interval says, which would make false alarms likelier with every look
/// @param maxTime for the whole run, about: blocks that have begun end, and each operation gets one
/// @param recallFloor the least share of right answers
public record Policy(
        Limits limits,
        double confidence,
        int blocksMin,
        int blocksMax,
        double precision,
        Duration maxTime,
        Measure measure,
        double recallFloor) {
    public static final Policy USUAL =
            new Policy(Limits.USUAL, 0.99, 10, 40, 0.03, Duration.ofMinutes(10), Measure.CPU, 0.98);
    /// A wider claim from fewer blocks.
    public static final Policy ROUGH =
            new Policy(Limits.ROUGH, 0.87, 4, 4, 0.06, Duration.ofMinutes(2), Measure.CPU, 0.98);

    public Policy {
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("--confidence must be 0.5 or more and less than 1, not " + confidence);
        }
        if (blocksMin < 1 || blocksMax < blocksMin) {
            throw new IllegalArgumentException("--blocks must be like 10..40, not " + blocksMin + ".." + blocksMax);
        }
        if (!maxTime.isPositive()) {
            throw new IllegalArgumentException("--max-time must be more than nothing");
        }
        if (!(recallFloor >= 0 && recallFloor <= 1)) {
            throw new IllegalArgumentException("--recall-floor must be 0 to 1, not " + recallFloor);
        }
    }

    /// What an operation is judged by. One that waits for the disk is not judged by the clock on the wall, which
    /// tells of the disk.
    public Measure measureOf(Subject subject) {
        return subject.waits() && measure == Measure.WALL ? Measure.CPU : measure;
    }

    /// Whether these blocks are enough, and why. What waits for the disk gets no preciser by going on.
    public Optional<Round.Stop> stop(Subject subject, List<Block> blocks) {
        if (blocks.size() < blocksMin) {
            return Optional.empty();
        }
        Estimate estimate = Estimate.withoutBootstrap(blocks, measureOf(subject), confidence);
        if (estimate.interval().halfWidth() <= precision) {
            return Optional.of(Round.Stop.PRECISE);
        }
        return subject.waits() || blocks.size() >= blocksMax ? Optional.of(Round.Stop.ENOUGH_BLOCKS) : Optional.empty();
    }
}
