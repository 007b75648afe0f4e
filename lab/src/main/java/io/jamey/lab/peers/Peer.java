package io.jamey.lab.peers;

import io.jamey.bench.data.SampleMemories.Share;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A store or an index under measurement, over the rows of a [Corpus]. One thread.
///
/// Written for speed as its own documentation advises: each operation is the library's call and little else.
interface Peer extends AutoCloseable {
    /// What a search returns: whole records, or numbers that something else must turn into records.
    enum Kind {
        STORE,
        INDEX
    }

    String name();

    Kind kind();

    /// Whether a write is on disk when it returns.
    boolean durable();

    /// How widely a search may look, from narrow and fast to wide and right, in the library's own measure. One alone
    /// means that there is no choice.
    int[] efforts();

    /// Writes the rows from 0 to `rows`, in the way that is fastest, and gets ready for searching.
    void load(int rows) throws IOException;

    /// The ten rows closest to the question among those of the share (all, if null), best first.
    int[] search(float[] question, @Nullable Share only, int effort) throws IOException;

    /// Writes one more row. Searches need not see it yet.
    void insert(int row) throws IOException;

    /// Deletes a row. Searches may still see it.
    void delete(int row) throws IOException;

    /// Makes searches see all that was written.
    void show() throws IOException;

    /// Bytes on disk.
    long diskBytes() throws IOException;

    @Override
    void close() throws IOException;
}
