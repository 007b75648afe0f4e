package io.jamey.postgres;

import java.util.Optional;

/// How PostgreSQL finds the closest embeddings of large namespaces. Made with the first embedding that is
/// stored.
public enum VectorIndex {
    /// A graph over the embeddings as they are: up to 2,000 dimensions; more fall back to [#HNSW_HALF].
    HNSW,
    /// A graph over halves, which take half the room: up to 4,000 dimensions; more fall back to
    /// [#HNSW_BINARY].
    HNSW_HALF,
    /// A graph over one bit per dimension, compared again in full: the smallest.
    HNSW_BINARY,
    /// Lists of neighbours: quick to make, but it finds less under filters. Up to 2,000 dimensions.
    IVFFLAT,
    /// Every search compares all embeddings that the filter accepts.
    NONE;

    private static final int FULL_MAX = 2_000;
    private static final int HALF_MAX = 4_000;

    /// This, or what stands for it where it does not reach.
    VectorIndex reaching(int dimension) {
        return switch (this) {
            case HNSW, IVFFLAT -> dimension <= FULL_MAX ? this : HNSW_HALF.reaching(dimension);
            case HNSW_HALF -> dimension <= HALF_MAX ? this : HNSW_BINARY;
            case HNSW_BINARY, NONE -> this;
        };
    }

    /// What it takes in of an embedding, as an expression that statements must repeat to be served by it.
    String indexed(int dimension) {
        return switch (this) {
            case HNSW, IVFFLAT, NONE -> "e.vector";
            case HNSW_HALF -> "(e.vector::halfvec(" + dimension + "))";
            case HNSW_BINARY -> "(binary_quantize(e.vector)::bit(" + dimension + "))";
        };
    }

    /// How far a question is, as the index compares it.
    ///
    /// @param question an expression
    String distance(int dimension, String question) {
        return switch (this) {
            case HNSW, IVFFLAT, NONE -> indexed(dimension) + " <=> " + question;
            case HNSW_HALF -> indexed(dimension) + " <=> " + question + "::halfvec(" + dimension + ")";
            case HNSW_BINARY -> indexed(dimension) + " <~> binary_quantize(" + question + ")::bit(" + dimension + ")";
        };
    }

    /// The statement that makes it.
    Optional<String> definition(int dimension) {
        String column = indexed(dimension).replace("e.vector", "vector");
        return switch (this) {
            case HNSW -> Optional.of(made("hnsw (" + column + " vector_cosine_ops)"));
            case HNSW_HALF -> Optional.of(made("hnsw (" + column + " halfvec_cosine_ops)"));
            case HNSW_BINARY -> Optional.of(made("hnsw (" + column + " bit_hamming_ops)"));
            case IVFFLAT -> Optional.of(made("ivfflat (" + column + " vector_cosine_ops) WITH (lists = 100)"));
            case NONE -> Optional.empty();
        };
    }

    private static String made(String using) {
        return "CREATE INDEX embedding_by_closeness ON embedding USING " + using;
    }
}
