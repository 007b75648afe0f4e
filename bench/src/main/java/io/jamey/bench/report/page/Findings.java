package io.jamey.bench.report.page;

import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Estimate;
import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What was found of one operation, in sentences.
record Findings(Comparison comparison, Policy policy) {

    /// What changed, and by how much.
    String what() {
        Measure measure = comparison.measure();
        Estimate estimate = comparison.judged().estimate();
        String change = Words.change(estimate.ratio());
        String direction = !estimate.interval().isBounded()
                ? "; how sure that is cannot be said"
                : estimate.interval().contains(1)
                        ? "; that may be nothing"
                        : estimate.ratio() > 1 ? " more, and surely more" : ", and surely less";
        return "One operation took " + Words.figure(measure, comparison.base(measure)) + " of "
                + Words.measure(measure) + " before and takes " + Words.figure(measure, comparison.candidate(measure))
                + " now. Compared pair by pair: " + change + direction + ".";
    }

    /// How sure that is, and what it rests on.
    String howSure() {
        Round round = comparison.judged();
        Estimate estimate = round.estimate();
        String rests = Words.counted(estimate.blocks(), "block") + ", until " + Words.stop(round.stop()) + ".";
        String sure = estimate.interval().isBounded()
                ? "With " + Words.share(policy.confidence()) + " confidence the true change is "
                        + Words.between(estimate.interval()) + ". Measured in " + rests
                : "Too few blocks to give an interval with " + Words.share(policy.confidence())
                        + " confidence. Measured in " + rests;
        return comparison.again().isEmpty() ? sure : sure + " " + repeated();
    }

    private String repeated() {
        Estimate first = comparison.first().estimate();
        return "Measured twice: the first blocks said " + Words.change(first.ratio()) + " ("
                + Words.between(first.interval())
                + "), which would fail; so all was measured again with fresh blocks, and these count.";
    }

    /// Why the verdict is what it is.
    List<String> why() {
        var sentences = new ArrayList<String>();
        comparison.reasons().forEach(reason -> sentences.add(sentence(reason)));
        Limits limits = policy.limits();
        if (comparison.timeVerdict() == Verdict.INCONCLUSIVE && comparison.verdict() != Verdict.INCONCLUSIVE) {
            sentences.add("Its time was too noisy to judge"
                    + (comparison.subject().waits() ? ", because it waits for the disk: counted work decides." : "."));
        }
        if (comparison.verdict() == Verdict.PASS && comparison.timeVerdict() == Verdict.PASS && isTimed()) {
            Estimate estimate = comparison.judged().estimate();
            sentences.add(
                    estimate.interval().low() <= 1 + limits.noiseFloor()
                            ? "It is not surely slower than before, and surely by less than "
                                    + Words.limit(limits.failAbove()) + "."
                            : "It is slower, but by no more than " + Words.limit(limits.warnAbove())
                                    + ", which is not worth a warning.");
        }
        long unsettled = comparison.judged().blocks().stream()
                .filter(block -> !block.flat())
                .count();
        if (unsettled > 0) {
            sentences.add("In " + unsettled + " of "
                    + Words.counted(comparison.judged().blocks().size(), "block")
                    + " it was still getting faster when measuring began, which makes figures rougher.");
        }
        return sentences;
    }

    private static String sentence(String reason) {
        String capital = reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    /// What counted work says about the cause.
    String cause() {
        List<CountChange> grew =
                comparison.counts().stream().filter(CountChange::grew).toList();
        if (!grew.isEmpty()) {
            return "It does more than before: "
                    + grew.stream()
                            .map(change -> change.count().words() + " " + Words.change(change))
                            .collect(Collectors.joining(", "))
                    + ". This is counted, not timed: noise cannot have made it. Look there first.";
        }
        return switch (comparison.timeVerdict()) {
            case WARN, FAIL ->
                "Of what is counted it does no more than before, so the same work takes longer, or work was added"
                        + " that is not counted here, such as arithmetic.";
            case PASS, INCONCLUSIVE -> "Of what is counted it does no more than before.";
        };
    }

    private boolean isTimed() {
        return policy.measure() != Measure.WORK;
    }

    /// What a block says, in words.
    String says(Block block) {
        return "block " + block.number() + ": " + Words.change(Math.exp(block.logRatio(comparison.measure())));
    }
}
