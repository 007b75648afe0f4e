package io.jamey.postgres;

import io.jamey.Embedding;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Embeddings as pgvector's values, which compares them in single precision, and back.
final class Vectors {
    /// Between these lengths no square over- or underflows in single precision, whatever the dimension.
    private static final double LENGTH_MIN = 1e-12;

    private static final double LENGTH_MAX = 1e12;
    /// Of pgvector's binary form: the dimension, and two bytes for later.
    private static final int HEADER = 4;

    private Vectors() {}

    static boolean compares(Embedding embedding) {
        return embedding.norm() >= LENGTH_MIN && embedding.norm() <= LENGTH_MAX;
    }

    /// What is compared: the embedding, or its direction.
    static float[] compared(Embedding embedding) {
        float[] components = embedding.toArray();
        if (!compares(embedding)) {
            for (int i = 0; i < components.length; i++) {
                components[i] = (float) (components[i] / embedding.norm());
            }
        }
        return components;
    }

    /// The components as given, where [#compared] gives others.
    static float @Nullable [] original(Embedding embedding) {
        return compares(embedding) ? null : embedding.toArray();
    }

    /// The columns that [#read] reads, of `embedding` under the name `e`.
    static final String COLUMNS = "vector_send(e.vector) AS vector, e.original";

    static Optional<Embedding> read(ResultSet row) throws SQLException {
        Array original = row.getArray("original");
        if (original != null) {
            Float[] given = (Float[]) original.getArray();
            var components = new float[given.length];
            for (int i = 0; i < given.length; i++) {
                components[i] = given[i];
            }
            return Optional.of(Embedding.owning(components));
        }
        byte[] bytes = row.getBytes("vector");
        if (bytes == null) {
            return Optional.empty();
        }
        var components = new float[(bytes.length - HEADER) / Float.BYTES];
        ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER).asFloatBuffer().get(components);
        return Optional.of(Embedding.owning(components));
    }
}
