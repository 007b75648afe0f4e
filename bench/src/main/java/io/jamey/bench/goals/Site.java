package io.jamey.bench.goals;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Folders;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.measuring.Measurement;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where the goals that share their data are measured. What is expensive is made when it is first asked for. One
/// thread.
final class Site implements AutoCloseable {
    private final DataShape shape;
    private final Scale scale;
    private final StoreSource source;
    private final Supplier<DataSet> data;
    private final Path folder;
    private @Nullable Path copy;
    private @Nullable Stage stage;

    /// @param data the data set of this shape
    /// @param folder for stores and copies; deleted when the site is closed
    Site(DataShape shape, Scale scale, StoreSource source, Supplier<DataSet> data, Path folder) {
        this.shape = shape;
        this.scale = scale;
        this.source = source;
        this.data = data;
        this.folder = folder;
    }

    DataShape shape() {
        return shape;
    }

    Scale scale() {
        return scale;
    }

    StoreSource source() {
        return source;
    }

    /// A folder that is not there yet.
    Path fresh(String name) {
        Path fresh = folder.resolve(name);
        Folders.delete(fresh);
        return fresh;
    }

    /// A copy of the data set that may be opened, read and written by one after the other.
    Path copy() {
        if (copy == null) {
            copy = folder.resolve("copy");
            data.get().copyTo(copy, source);
        }
        return copy;
    }

    Stage stage() {
        if (stage == null) {
            stage = new Stage(data.get(), source, folder.resolve("stage"));
        }
        return stage;
    }

    /// Measures an operation of `jamey bench` here.
    Figures figures(String benchmark) {
        return new Measurement(stage(), scale.effort()).of(Catalogue.byId(benchmark));
    }

    /// Has something measured on the copy in a JVM of its own.
    Answer apart(Task task, List<String> options) {
        var errand =
                new Errand(source.getClass().getName(), task, shape, data.get().folder(), copy(), scale.effort());
        return OwnJvm.run(errand, options, folder);
    }

    @Override
    public void close() {
        if (stage != null) {
            stage.close();
        }
        Folders.delete(folder);
    }
}
