package io.jamey.bench.load;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Steps;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// A store that runs already, and may hold what belongs to others: the test's memories are in namespaces of its own,
/// which are empty again after each run.
///
/// @param prefix of the names of these namespaces; nobody else's begin with it
/// @param asked what the load is measured on
/// @param patient the same store, for filling, checking and cleaning up
/// @param refusal whether a fault of `asked` says that it did not begin
public record LiveTarget(
        String name,
        DataShape shape,
        String prefix,
        MemoryStore asked,
        MemoryStore patient,
        Predicate<MemoryException> refusal,
        Steps steps,
        StopSignal stop)
        implements Target {
    private static final int BATCH = 100;

    @Override
    public Namespace namespace(int number) {
        return Namespace.of(prefix + number);
    }

    @Override
    public Filled fill() {
        var filled = new Own();
        try {
            put();
        } catch (RuntimeException | Error e) {
            try (filled) {
                throw e; // what is there already goes away
            }
        }
        return filled;
    }

    private void put() {
        SampleMemories samples = shape.memories();
        steps.begin("Filling namespaces " + prefix + "*", shape.rows());
        try {
            for (int number = 0; number < shape.namespaces(); number++) {
                long first = number * shape.rowsOfNamespace();
                long end = Math.min(shape.rows(), first + shape.rowsOfNamespace());
                for (long row = first; row < end && !stop.isAsked(); row += BATCH) {
                    List<NewMemory> batch = LongStream.range(row, Math.min(end, row + BATCH))
                            .mapToObj(samples::row)
                            .toList();
                    patient.storeAll(namespace(number), batch);
                    steps.advance(batch.size());
                }
            }
        } finally {
            steps.end();
        }
    }

    private final class Own implements Filled {
        @Override
        public MemoryStore store() {
            return asked;
        }

        @Override
        public MemoryStore patient() {
            return patient;
        }

        @Override
        public boolean isRefusal(MemoryException fault) {
            return refusal.test(fault);
        }

        /// Deletes by filter, for which a key need not open the administration of namespaces.
        @Override
        public void close() {
            try {
                for (int number = 0; number < shape.namespaces(); number++) {
                    patient.deleteMatching(namespace(number), Filter.everything());
                }
            } catch (MemoryException | IllegalArgumentException e) {
                throw new MemoryException(
                        MemoryException.Kind.UNAVAILABLE,
                        "the test's memories could not all be deleted (" + e.getMessage()
                                + "): drop the namespaces whose names begin with " + prefix,
                        e);
            }
        }
    }
}
