package io.jamey.bench.dataset;

import io.jamey.MemoryStore;
import io.jamey.bench.code.Program;
import io.jamey.bench.work.Work;
import java.nio.file.Files;
import java.nio.file.Path;

/// A kind of store that can be measured. Whoever knows the stores brings it.
///
/// Unless a server keeps the stores, its class has a constructor without arguments, by which another JVM makes it
/// again to measure there.
public interface StoreSource {
    /// The kind, such as `embedded`.
    String name();

    /// What data sets for it are called: kinds that differ by what stands before a store share them.
    default String data() {
        return name();
    }

    /// Whether a server keeps the stores, so that their folders only lead to them, and time is the server's too.
    default boolean isServer() {
        return false;
    }

    /// Stands for everything that decides how data lies in a store of this kind: another code, another data set.
    default String code() {
        return Program.running().dataKey();
    }

    /// Whether the store that was made in this folder is still there.
    default boolean isThere(Path folder) {
        return Files.exists(folder);
    }

    /// Copies a store that is closed to a folder, which is made.
    default void copy(Path from, Path to) {
        Folders.copy(from, to);
    }

    /// Deletes a store that is closed, if it is there.
    default void delete(Path folder) {
        Folders.delete(folder);
    }

    /// Opens the store that lives in this folder, or makes one there.
    MemoryStore open(Path folder);

    /// The same without any cache of embeddings.
    MemoryStore openWithoutCache(Path folder);

    /// Waits until a store that was opened here has done what it does on its own then, such as loading and compiling:
    /// what is measured meanwhile is measured with it.
    void settle(MemoryStore store);

    /// What all stores that were opened here have done so far, open or closed, as far as stores of this kind count
    /// it. Asked for again and again while operations are measured, so that it must cost next to nothing.
    default Work work() {
        return Work.UNKNOWN;
    }

    /// Gives the room of deleted memories in a store that was opened here back to the disk.
    void compact(MemoryStore store);

    /// The same, settled, with a layer on top that keeps what was read before.
    ///
    /// @param bytes the layer's budget, if it is this process's memory
    MemoryStore openCached(Path folder, long bytes);
}
