package io.jamey.cli;

import io.jamey.bench.baseline.Baselines;
import io.jamey.bench.baseline.SavedFigures;
import io.jamey.performance.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the operations of a server usually take, as `jamey bench --save-baseline` kept it.
final class MeasuredBaseline {
    private static final Map<String, Operation> OPERATIONS = Map.of(
            "memory_operations/store", Operation.STORE,
            "memory_operations/retrieve", Operation.RETRIEVE,
            "memory_operations/search", Operation.SEARCH,
            "memory_operations/update", Operation.UPDATE,
            "memory_operations/delete", Operation.DELETE,
            "memory_operations/list_page", Operation.LIST);

    private MeasuredBaseline() {}

    /// The median of each operation that was measured.
    ///
    /// @param said the name it was saved under; or the path of its file, which ends in `.json`
    /// @param home where baselines are kept
    /// @throws IllegalArgumentException where there is none, or it tells nothing of a server's operations
    static Map<Operation, Duration> read(String said, Path home) {
        var medians = new EnumMap<Operation, Duration>(Operation.class);
        for (SavedFigures figures : figures(said, home)) {
            Operation operation = OPERATIONS.get(figures.id());
            if (operation != null) {
                medians.put(operation, Duration.ofNanos(Math.max(1, Math.round(figures.median()))));
            }
        }
        if (medians.isEmpty()) {
            throw new IllegalArgumentException("baseline: '" + said
                    + "' has no figures of the operations of a server. Save one that has: jamey bench"
                    + " memory_operations --save-baseline NAME");
        }
        return medians;
    }

    private static List<SavedFigures> figures(String said, Path home) {
        if (said.endsWith(Baselines.SUFFIX)) {
            return Baselines.figures(Path.of(said));
        }
        var baselines = new Baselines(home);
        return baselines.figures(said).orElseThrow(() -> new IllegalArgumentException(missing(said, home, baselines)));
    }

    private static String missing(String name, Path home, Baselines baselines) {
        List<String> names = baselines.names();
        return "baseline: there is none of the name '" + name + "' in " + home
                + (names.isEmpty() ? "" : "; there is " + String.join(", ", names))
                + ". Save it first: jamey bench memory_operations --save-baseline " + name
                + "; or name the file of one, which ends in " + Baselines.SUFFIX;
    }
}
