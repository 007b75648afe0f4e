package io.jamey.bench.gate;

import io.jamey.bench.report.Quantity;
import io.jamey.bench.statistics.Quantiles;
import io.jamey.bench.work.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One operation of two programs, measured side by side.
///
/// @param first what was measured of it
/// @param again the same anew, on fresh blocks, because the first said FAIL
/// @param counts work that was counted in all blocks, on both sides
/// @param recall of operations that estimate
/// @param measure what was judged beside counted work
/// @param timeVerdict of that measure alone
/// @param workVerdict of counted work and recall: no noise can have made it
/// @param reasons what made the verdict, in sentences, the gravest first; nothing for a PASS
public record Comparison(
        Subject subject,
        Verdict verdict,
        Measure measure,
        Verdict timeVerdict,
        Verdict workVerdict,
        List<String> reasons,
        Round first,
        Optional<Round> again,
        List<CountChange> counts,
        Optional<Recall> recall) {

    public Comparison {
        reasons = List.copyOf(reasons);
        counts = List.copyOf(counts);
    }

    /// Judges what was measured.
    ///
    /// A second round exists because the first was chosen for what it said; the second was not, so that it is the
    /// one that counts: chance would have to strike twice. Where an operation waits for the disk, noise in its
    /// time leaves the judgement to counted work.
    public static Comparison of(
            Subject subject, Round first, Optional<Round> again, Optional<Recall> recall, Policy policy) {
        List<Block> blocks = new ArrayList<>(first.blocks());
        again.ifPresent(round -> blocks.addAll(round.blocks()));
        List<CountChange> counts = Stream.of(Count.values())
                .filter(count -> blocks.stream().allMatch(block -> block.counts(count)))
                .map(count -> CountChange.of(count, blocks, subject.perCall()))
                .toList();
        Verdict time = policy.measure() == Measure.WORK
                ? Verdict.PASS
                : again.orElse(first).verdict();
        Verdict counted = time == Verdict.INCONCLUSIVE && subject.waits() ? Verdict.PASS : time;
        var reasons = new ArrayList<String>();
        counts.stream().filter(CountChange::grew).forEach(change -> reasons.add(reason(change)));
        recall.filter(share -> share.candidate() < policy.recallFloor())
                .ifPresent(share -> reasons.add(String.format(
                        Locale.ROOT, "recall %.3f is below %.3f", share.candidate(), policy.recallFloor())));
        Verdict work = reasons.isEmpty() ? Verdict.PASS : Verdict.FAIL;
        if (counted != Verdict.PASS) {
            reasons.add(reason(counted, again.orElse(first), policy));
        }
        return new Comparison(
                subject,
                work.orWorse(counted),
                policy.measureOf(subject),
                time,
                work,
                reasons,
                first,
                again,
                counts,
                recall);
    }

    private static String reason(CountChange change) {
        Count count = change.count();
        return String.format(
                Locale.ROOT,
                "%s %s, from %s to %s an operation; %.0f %% more are allowed",
                change.base() == 0 ? "more" : percent(change.ratio()),
                count.words(),
                Quantity.of(count, change.base()),
                Quantity.of(count, change.candidate()),
                count.tolerance() * 100);
    }

    private static String reason(Verdict verdict, Round round, Policy policy) {
        Estimate estimate = round.estimate();
        String sure = String.format(
                Locale.ROOT,
                "%s, surely between %s and %s",
                percent(estimate.ratio()),
                percent(estimate.interval().low()),
                percent(estimate.interval().high()));
        String limit = percent(1 + policy.limits().failAbove());
        return switch (verdict) {
            case PASS -> sure;
            case WARN -> "slower: " + sure + ", below " + limit;
            case FAIL -> "slower: " + sure + ", perhaps by " + limit + " or more; seen twice";
            case INCONCLUSIVE ->
                estimate.interval().isBounded()
                        ? "too noisy to exclude " + limit + ": " + sure
                        : "too few blocks to say anything so sure: " + estimate.blocks();
        };
    }

    static String percent(double ratio) {
        return Quantity.percent(ratio - 1);
    }

    /// The round that was judged.
    public Round judged() {
        return again.orElse(first);
    }

    /// The median over all slices of the round that was judged, for one operation.
    public double base(Measure measure) {
        return median(measure, SlicePair::base);
    }

    public double candidate(Measure measure) {
        return median(measure, SlicePair::candidate);
    }

    private double median(Measure measure, Function<SlicePair, SliceFigures> side) {
        return Quantiles.median(judged().blocks().stream()
                        .flatMap(block -> block.pairs().stream())
                        .mapToDouble(pair -> side.apply(pair).of(measure))
                        .toArray())
                / subject.perCall();
    }
}
