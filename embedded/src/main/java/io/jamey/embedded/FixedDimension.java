package io.jamey.embedded;

import io.jamey.Embedding;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.Transaction;

/// The dimension of all embeddings of a store. The first embedding fixes it, for good: so it is read from the
/// file until it is known, and no longer. Thread-safe.
final class FixedDimension {
    private final RecordFile records;
    /// 0 until it is known.
    private volatile int known;

    FixedDimension(RecordFile records) {
        this.records = records;
    }

    /// Refuses an embedding of another dimension, if it is fixed already. Not for the writer thread.
    ///
    /// @throws IllegalArgumentException saying what to do
    void check(Embedding embedding) {
        if (known == 0) {
            known = records.readLoosely(Snapshot::dimension).orElse(0);
        }
        if (known != 0) {
            check(embedding, known);
        }
    }

    /// Refuses an embedding of another dimension, and fixes it if it is not. For the writer thread.
    ///
    /// @throws IllegalArgumentException saying what to do
    void fix(Transaction transaction, Embedding embedding) {
        // What the transaction fixes may yet be undone: only what others see is known.
        int fixed = known == 0 ? transaction.dimension().orElse(0) : known;
        if (fixed == 0) {
            transaction.fixDimension(embedding.dimension());
        } else {
            check(embedding, fixed);
        }
    }

    static void check(Embedding embedding, int fixed) {
        if (embedding.dimension() != fixed) {
            throw other(embedding.dimension(), fixed);
        }
    }

    static IllegalArgumentException other(int given, int fixed) {
        return new IllegalArgumentException("embedding has " + given + " dimensions, this store's embeddings have "
                + fixed + ": use the model the store was filled with");
    }
}
