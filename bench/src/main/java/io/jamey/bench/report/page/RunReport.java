package io.jamey.bench.report.page;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.report.Machine;
import java.time.Instant;
import java.util.List;

/// What one run of one program measured.
///
/// @param backend the kind of store
/// @param code hash of what ran
/// @param at when it was over
public record RunReport(
        String backend, DataShape data, Machine machine, String code, Instant at, List<Figures> figures) {
    public RunReport {
        figures = List.copyOf(figures);
    }
}
