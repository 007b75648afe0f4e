package io.jamey.bench.load;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// A small target whose stores a test can wrap.
record Trial(CopyTarget inner, UnaryOperator<MemoryStore> wrapped) implements Target {
    /// What faults say that are refusals.
    static final String REFUSAL = "refused";

    static Trial in(Path folder, UnaryOperator<MemoryStore> wrapped) {
        var source = new FileStores();
        var shape = new DataShape(200, 8, 7, false, 4);
        var data = DataSet.of(shape, source, folder.resolve("cache"), "code", Steps.UNHEARD);
        return new Trial(new CopyTarget(data, source, folder.resolve("stores")), wrapped);
    }

    static Settings settings(String mix, Duration duration) {
        return new Settings(Mix.parse(mix), duration, Duration.ZERO, Duration.ofSeconds(10), 1_000, 3);
    }

    @Override
    public String name() {
        return "trial";
    }

    @Override
    public DataShape shape() {
        return inner.shape();
    }

    @Override
    public Filled fill() {
        Filled filled = inner.fill();
        MemoryStore store = wrapped.apply(filled.store());
        return new Filled() {
            @Override
            public MemoryStore store() {
                return store;
            }

            @Override
            public boolean isRefusal(MemoryException fault) {
                return REFUSAL.equals(fault.getMessage());
            }

            @Override
            public void close() {
                filled.close();
            }
        };
    }
}
