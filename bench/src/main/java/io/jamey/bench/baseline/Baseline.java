package io.jamey.bench.baseline;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.Side;
import io.jamey.bench.report.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A program at one moment, by name: its code, how it was run, on which data and machine, and what it took.
///
/// @param program its jars, as they are kept
/// @param figures of the operations that were measured when it was saved; none of a program that was only built
public record Baseline(
        Side side,
        Instant made,
        Program program,
        String backend,
        DataShape data,
        Machine machine,
        List<SavedFigures> figures) {
    public Baseline {
        figures = List.copyOf(figures);
    }

    public String name() {
        return side.name();
    }

    public Optional<SavedFigures> figures(String id) {
        return figures.stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
