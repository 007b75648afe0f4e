package io.jamey.postgres;

import io.jamey.Embedding;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/// The dimension of all embeddings of the store. The first embedding fixes it for good: so the database is
/// asked until it is known, and no longer. Safe for any number of threads.
final class Dimension {
    /// From here on an embedding does not fit into its row's page.
    private static final int INLINE_MAX = 1_900;

    private final Database database;
    private final VectorIndex wanted;
    /// 0 until it is known.
    private volatile int known;

    Dimension(Database database, VectorIndex wanted) {
        this.database = database;
        this.wanted = wanted;
    }

    OptionalInt get() {
        if (known == 0) {
            known = database.call(database.patience().search(), Dimension::fixed);
        }
        return known == 0 ? OptionalInt.empty() : OptionalInt.of(known);
    }

    private static int fixed(Session session) throws SQLException {
        return session.row(Query.of("SELECT coalesce(dimension, 0) FROM store"), row -> row.getInt(1))
                .orElse(0);
    }

    /// Refuses an embedding of another dimension, if it is fixed already.
    ///
    /// @throws IllegalArgumentException saying what to do
    void check(Optional<Embedding> embedding) {
        if (embedding.isPresent()) {
            int given = embedding.get().dimension();
            get().ifPresent(fixed -> require(given, fixed));
        }
    }

    static void require(int given, int fixed) {
        if (given != fixed) {
            throw new IllegalArgumentException("embedding has " + given + " dimensions, this store's embeddings have "
                    + fixed + ": use the model the store was filled with");
        }
    }

    /// Fixes it, or refuses what is fixed otherwise. The first thing a transaction does that brings an
    /// embedding: it locks what others hold while they read.
    void fix(Session session, int given) throws SQLException {
        if (known != 0) {
            require(given, known);
            return;
        }
        int fixed = session.row(Query.of("SELECT coalesce(dimension, 0) FROM store FOR UPDATE"), row -> row.getInt(1))
                .orElse(0);
        if (fixed != 0) {
            require(given, fixed);
            return;
        }
        session.update(Query.of("UPDATE store SET dimension = ?", given));
        session.execute("ALTER TABLE embedding ALTER COLUMN vector TYPE vector(" + given + ")");
        if (given > INLINE_MAX) {
            session.execute("ALTER TABLE embedding ALTER COLUMN vector SET STORAGE EXTERNAL");
        }
        Optional<String> index = wanted.reaching(given).definition(given);
        if (index.isPresent()) {
            session.execute(index.get());
        }
    }

    /// The index that is there, by the options' wish.
    VectorIndex index() {
        return known == 0 ? wanted : wanted.reaching(known);
    }
}
