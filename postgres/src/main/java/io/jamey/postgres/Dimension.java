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

    private record Fixed(int dimension, VectorIndex index) {}

    private final Database database;
    private final VectorIndex wanted;
    private volatile Optional<Fixed> known = Optional.empty();

    Dimension(Database database, VectorIndex wanted) {
        this.database = database;
        this.wanted = wanted;
    }

    OptionalInt get() {
        if (known.isEmpty()) {
            known = database.call(database.patience().search(), session -> fixed(session));
        }
        return known.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(known.get().dimension());
    }

    private static Optional<Fixed> fixed(Session session) throws SQLException {
        return session.row(
                Query.of("SELECT dimension, vector_index FROM store WHERE dimension IS NOT NULL"),
                row -> new Fixed(row.getInt(1), VectorIndex.valueOf(row.getString(2))));
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
        Optional<Fixed> fixed = known;
        if (fixed.isEmpty()) {
            var _ = session.rows(Query.of("SELECT 1 FROM store FOR UPDATE"), row -> row.getInt(1));
            fixed = fixed(session);
        }
        if (fixed.isPresent()) {
            require(given, fixed.get().dimension());
            return;
        }
        VectorIndex index = wanted.reaching(given);
        session.update(Query.of("UPDATE store SET dimension = ?, vector_index = ?", given, index.name()));
        session.execute("ALTER TABLE embedding ALTER COLUMN vector TYPE vector(" + given + ")");
        if (given > INLINE_MAX) {
            session.execute("ALTER TABLE embedding ALTER COLUMN vector SET STORAGE EXTERNAL");
        }
        Optional<String> definition = index.definition(given);
        if (definition.isPresent()) {
            session.execute(definition.get());
        }
    }

    /// The index that is there, or will be.
    VectorIndex index() {
        return known.map(Fixed::index).orElse(wanted);
    }
}
