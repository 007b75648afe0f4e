package io.jamey.bench.goals;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.measuring.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What another JVM is to do.
///
/// @param source class of the [StoreSource]
/// @param data folder of the data set
/// @param copy of the data set's store, which nobody has open
record Errand(String source, Task task, DataShape shape, Path data, Path copy, Effort effort) {

    /// As arguments on a command line.
    List<String> arguments() {
        return List.of(
                source,
                task.name(),
                Long.toString(shape.rows()),
                Integer.toString(shape.dimension()),
                Long.toString(shape.seed()),
                Boolean.toString(shape.isotropic()),
                Integer.toString(shape.namespaces()),
                data.toString(),
                copy.toString(),
                Long.toString(effort.warmUpCalls()),
                effort.warmUpMax().toString(),
                Integer.toString(effort.slices()),
                effort.slice().toString());
    }

    /// The errand that these [#arguments()] name; more of them may follow.
    static Errand of(List<String> arguments) {
        return new Errand(
                arguments.get(0),
                Task.valueOf(arguments.get(1)),
                new DataShape(
                        Long.parseLong(arguments.get(2)),
                        Integer.parseInt(arguments.get(3)),
                        Long.parseLong(arguments.get(4)),
                        Boolean.parseBoolean(arguments.get(5)),
                        Integer.parseInt(arguments.get(6))),
                Path.of(arguments.get(7)),
                Path.of(arguments.get(8)),
                new Effort(
                        Long.parseLong(arguments.get(9)),
                        Duration.parse(arguments.get(10)),
                        Integer.parseInt(arguments.get(11)),
                        Duration.parse(arguments.get(12))));
    }

    /// The source, made anew.
    StoreSource stores() throws ReflectiveOperationException {
        var made = Class.forName(source).getDeclaredConstructor();
        made.setAccessible(true);
        return (StoreSource) made.newInstance();
    }

    /// The copy, opened.
    Stage stage(StoreSource stores) {
        return Stage.on(DataSet.existing(shape, data), stores, copy);
    }
}
