package io.jamey.bench.groups;

import io.jamey.Embedding;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Folders;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.dataset.Truth;
import io.jamey.bench.work.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What operations work on: an open copy of a data set, in a folder of its own, and inputs that depend on
/// nothing but their number. One thread.
public final class Stage implements AutoCloseable {
    /// Numbers of fresh memories before they come again.
    private static final long FRESH = 1_000_000;

    private static final long SPREAD = 2_654_435_761L;

    private final DataSet data;
    private final StoreSource source;
    private final Path folder;
    private final SampleMemories memories;
    private final MemoryStore store;
    private final List<Question> questions = new ArrayList<>();
    private final Set<Path> copies = new HashSet<>();

    /// @param folder for copies of the data set; deleted when the stage is closed
    public Stage(DataSet data, StoreSource source, Path folder) {
        this(data, source, folder, folder.resolve("main"), false);
    }

    private Stage(DataSet data, StoreSource source, Path folder, Path copy, boolean keeps) {
        this.data = data;
        this.source = source;
        this.folder = folder;
        memories = data.shape().memories();
        if (!keeps) {
            fill(copy);
        }
        store = source.open(copy);
    }

    /// A stage on a copy of the data set that is there already, and stays there.
    public static Stage on(DataSet data, StoreSource source, Path copy) {
        return new Stage(data, source, copy.resolveSibling("beside"), copy, true);
    }

    /// Waits until the store is done with what it does on its own after it was opened.
    public void settle() {
        source.settle(store);
    }

    /// What stores have done so far, this one and those that operations opened, as far as they count it.
    public Work work() {
        return source.work();
    }

    /// A question of the data set, made before it is asked.
    record Question(Namespace namespace, String text, Embedding embedding) {}

    public MemoryStore store() {
        return store;
    }

    public DataShape shape() {
        return data.shape();
    }

    Truth truth() {
        return data.truth();
    }

    SampleMemories memories() {
        return memories;
    }

    StoreSource source() {
        return source;
    }

    /// Copies the data set once more, for operations that open stores themselves.
    Path copy(String name) {
        Path copy = folder.resolve(name);
        fill(copy);
        return copy;
    }

    private void fill(Path copy) {
        source.delete(copy);
        data.copyTo(copy, source);
        copies.add(copy);
    }

    /// The questions that are asked in turns; there are right answers to all of them.
    List<Question> questions() {
        if (questions.isEmpty()) {
            for (int number = 0; number < truth().questions(); number++) {
                long asked = memories.asked(number, shape().rows());
                questions.add(new Question(
                        shape().namespace(shape().namespaceOf(asked)),
                        memories.questionText(number, shape().rows()),
                        Embedding.owning(memories.vectors().question(number, shape().rows()))));
            }
        }
        return questions;
    }

    /// A stored row, another for each number.
    long storedRow(long number) {
        return (number * SPREAD + 12_345) % shape().rows();
    }

    Namespace namespaceOf(long row) {
        return shape().namespace(shape().namespaceOf(row));
    }

    UUID id(long row) {
        return memories.id(row);
    }

    /// A memory that is not stored, another for each number.
    public NewMemory fresh(long number) {
        return memories.row(freshRow(number));
    }

    public UUID freshId(long number) {
        return memories.id(freshRow(number));
    }

    /// Where the fresh memory of this number is stored.
    public Namespace freshNamespace(long number) {
        return shape().namespace((int) (number % shape().namespaces()));
    }

    private long freshRow(long number) {
        return shape().rows() + number % FRESH;
    }

    @Override
    public void close() {
        store.close();
        copies.forEach(source::delete);
        Folders.delete(folder);
    }
}
