package io.jamey.bench.baseline;

import io.jamey.bench.measuring.Figures;
import io.jamey.bench.work.Work;
import java.util.List;
import java.util.OptionalDouble;

/// What is kept of an operation's figures. Times are in nanoseconds; all figures are for one operation.
///
/// @param version of the operation's definition
/// @param slices the median of each slice, on the wall
public record SavedFigures(
        String id, int version, double median, List<Double> slices, double cpu, Work work, OptionalDouble recall) {
    public SavedFigures {
        slices = List.copyOf(slices);
    }

    public static SavedFigures of(Figures figures) {
        return new SavedFigures(
                figures.benchmark().id(),
                figures.benchmark().version(),
                figures.median(),
                figures.slices(),
                figures.cpu(),
                figures.work(),
                figures.recall());
    }
}
