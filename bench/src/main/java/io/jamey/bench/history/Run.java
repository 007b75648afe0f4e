package io.jamey.bench.history;

import io.jamey.bench.measuring.Figures;
import io.jamey.bench.report.Machine;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of `jamey bench`: a line of a history.
///
/// @param commit of the code that ran, with `+` behind it where files had been changed since; empty where it is not
///     known
/// @param machine system and processors: figures of different machines are not compared
/// @param data which store, full of what
public record Run(Instant at, Optional<String> commit, String machine, String java, String data, List<Result> results) {
    public Run {
        results = List.copyOf(results);
    }

    /// A run that has just been made.
    ///
    /// @param data which store, full of what
    public static Run of(Instant at, Optional<String> commit, Machine machine, String data, List<Figures> figures) {
        return new Run(
                at,
                commit,
                machine.system() + ", " + machine.processors() + " x " + machine.processor(),
                machine.java(),
                data,
                figures.stream().map(Run::result).toList());
    }

    private static Result result(Figures figures) {
        var kept = new EnumMap<Figure, Double>(Figure.class);
        kept.put(Figure.MEDIAN, figures.median());
        kept.put(Figure.CPU, figures.cpu());
        figures.work().counts().forEach((count, value) -> kept.put(Figure.of(count), value));
        figures.recall().ifPresent(recall -> kept.put(Figure.RECALL, recall));
        return new Result(figures.benchmark().id(), figures.benchmark().version(), kept);
    }

    /// What was measured of one operation.
    ///
    /// @param version of the operation's definition: figures of different versions are not compared
    public record Result(String operation, int version, Map<Figure, Double> figures) {
        public Result {
            figures = Map.copyOf(figures);
        }
    }
}
