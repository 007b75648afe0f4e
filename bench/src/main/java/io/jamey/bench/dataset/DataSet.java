package io.jamey.bench.dataset;

import io.jamey.Embedding;
import io.jamey.MemoryStore;
import io.jamey.NewMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A store full of made-up memories in a folder of its own, closed, never changed: measurements run on copies.
///
/// @param folder holds `store`, the store's folder, and `truth`
public record DataSet(DataShape shape, Path folder, Truth truth) {
    private static final int BATCH = 1_000;
    /// Data sets of other code that are kept beside the one in use.
    private static final int KEPT = 6;
    /// A file whose time says when the data set was last asked for.
    private static final String USED = "used";

    private static final String STORE = "store";

    /// The data set of this shape as this code stores it, from the cache; else builds it there. Building takes
    /// a third of a millisecond or so for each memory and as much again for the answers.
    ///
    /// @param cache folder of all data sets
    /// @param code stands for everything that decides how the data lies on disk; another code, another data set
    public static DataSet of(DataShape shape, StoreSource source, Path cache, String code, Steps steps) {
        String prefix = source.data() + "-" + shape.name() + "-";
        Path folder = cache.resolve(prefix + code);
        try {
            if (!source.isThere(folder.resolve(STORE))) {
                forget(folder, source);
                Files.createDirectories(cache);
                Path building = Files.createTempDirectory(cache, "building-");
                try {
                    build(shape, source, building, steps);
                    forgetOldest(cache, prefix, source);
                    move(building, folder);
                } finally {
                    forget(building, source);
                }
            }
            Files.write(folder.resolve(USED), new byte[0]);
            return existing(shape, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no data set can be made in " + cache + ": " + e.getMessage(), e);
        }
    }

    /// The data set that was built in this folder.
    public static DataSet existing(DataShape shape, Path folder) {
        try {
            return new DataSet(shape, folder, Truth.read(folder.resolve("truth")));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " holds no data set: " + e.getMessage(), e);
        }
    }

    private static void move(Path building, Path folder) throws IOException {
        try {
            Files.move(building, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(folder)) { // else another process was faster, with the same data
                throw e;
            }
        }
    }

    private static void build(DataShape shape, StoreSource source, Path folder, Steps steps) throws IOException {
        var truth = new Truth();
        var memories = shape.memories();
        steps.begin("Making up memories", shape.rows());
        try (MemoryStore store = source.open(folder.resolve(STORE))) {
            for (long from = 0; from < shape.rows(); from += BATCH) {
                long first = from;
                int count = (int) Math.min(BATCH, shape.rows() - from);
                float[][] vectors = new float[count][];
                IntStream.range(0, count)
                        .parallel()
                        .forEach(i -> vectors[i] = memories.vectors().vector(first + i));
                truth.offer(shape, memories, first, vectors);
                int begin = 0;
                while (begin < count) {
                    int namespace = shape.namespaceOf(first + begin);
                    var batch = new ArrayList<NewMemory>();
                    while (begin < count && shape.namespaceOf(first + begin) == namespace) {
                        batch.add(memories.withoutEmbedding(first + begin)
                                .embedding(Embedding.owning(vectors[begin]))
                                .build());
                        begin++;
                    }
                    store.storeAll(shape.namespace(namespace), batch);
                }
                steps.advance(count);
            }
        } finally {
            steps.end();
        }
        truth.write(folder.resolve("truth"));
    }

    /// Copies the store to a folder, which is made.
    ///
    /// @param source that the store is from
    public void copyTo(Path target, StoreSource source) {
        source.copy(folder.resolve(STORE), target);
    }

    private static void forgetOldest(Path cache, String prefix, StoreSource source) throws IOException {
        List<Path> oldestFirst;
        try (Stream<Path> all = Files.list(cache)) {
            oldestFirst = all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.comparingLong(
                            path -> path.resolve(USED).toFile().lastModified()))
                    .toList();
        }
        for (int i = 0; i <= oldestFirst.size() - KEPT; i++) {
            forget(oldestFirst.get(i), source);
        }
    }

    private static void forget(Path folder, StoreSource source) {
        source.delete(folder.resolve(STORE));
        Folders.delete(folder);
    }
}
