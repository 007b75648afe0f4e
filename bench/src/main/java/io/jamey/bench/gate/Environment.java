package io.jamey.bench.gate;

import io.jamey.bench.report.Machine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether this machine, now, can tell two programs apart: in every block both JVMs also do the same piece of
/// arithmetic, which should take both as long.
///
/// @param check what the two sides took for the same; nothing where nothing was timed
/// @param unfit why nothing can be said; nothing where all is well
public record Environment(Machine machine, Optional<Round> check, Optional<String> unfit) {
    public static Environment of(Machine machine, List<Block> checks, Policy policy) {
        if (policy.measure() == Measure.WORK || checks.isEmpty()) {
            return new Environment(machine, Optional.empty(), Optional.empty());
        }
        Round round = Round.of(
                checks,
                policy.measure() == Measure.ALLOC ? Measure.CPU : policy.measure(),
                policy,
                Round.Stop.ENOUGH_BLOCKS);
        return new Environment(machine, Optional.of(round), fault(round.estimate(), policy));
    }

    private static Optional<String> fault(Estimate estimate, Policy policy) {
        Limits limits = policy.limits();
        if (!estimate.interval().isBounded()) {
            return Optional.empty();
        }
        String seen = String.format(
                Locale.ROOT,
                "the same arithmetic differed by %s (%s to %s) between the two sides",
                Comparison.percent(estimate.ratio()),
                Comparison.percent(estimate.interval().low()),
                Comparison.percent(estimate.interval().high()));
        if (estimate.interval().halfWidth() > limits.failAbove() / 2) {
            return Optional.of(seen + ": too noisy; close other programs, or measure elsewhere");
        }
        if (estimate.interval().low() > 1 + limits.noiseFloor()
                || estimate.interval().high() < 1 - limits.noiseFloor()) {
            return Optional.of(seen + ": one side is favoured; are the JVM flags the same?");
        }
        return Optional.empty();
    }

    public boolean isFit() {
        return unfit.isEmpty();
    }
}
