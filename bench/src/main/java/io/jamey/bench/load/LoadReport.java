package io.jamey.bench.load;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.report.Machine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// All runs of a load test, with what they were made on.
///
/// @param target the kind of store
public record LoadReport(String target, DataShape shape, Settings settings, Machine machine, List<RunResult> runs) {
    public LoadReport {
        runs = List.copyOf(runs);
    }

    /// The verdict of all runs: the worst there is, with every reason.
    public Verdict verdict() {
        if (runs.isEmpty()) {
            return new Verdict(Verdict.Status.INVALID, List.of("Nothing was measured."), List.of());
        }
        var reasons = new ArrayList<String>();
        for (RunResult run : runs) {
            run.verdict().reasons().forEach(reason -> reasons.add(run.load().label() + ": " + reason));
        }
        return new Verdict(
                runs.stream()
                        .map(run -> run.verdict().status())
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                reasons,
                List.of());
    }

    /// The most requests a second that clients got answered who wait for each answer.
    public OptionalDouble maximum() {
        return LoadTest.maximum(runs);
    }
}
