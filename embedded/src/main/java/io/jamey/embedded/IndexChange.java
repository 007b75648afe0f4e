package io.jamey.embedded;

import io.jamey.embedded.records.StoredMemory;
import io.jamey.embedded.vectors.RotatedVector;
import io.jamey.words.AnalyzedText;
import java.util.Optional;
import java.util.UUID;

/// What a durable write does to the index of its namespace.
sealed interface IndexChange {
    /// The memory is there now, in this form.
    ///
    /// @param words the terms of its content; empty when the content has not changed
    /// @param vector its embedding, if it has one
    record Put(StoredMemory stored, Optional<AnalyzedText> words, Optional<RotatedVector> vector)
            implements IndexChange {
        Put(StoredMemory stored, Optional<AnalyzedText> words) {
            this(stored, words, stored.memory().embedding().map(embedding -> RotatedVector.of(embedding.toArray())));
        }
    }

    /// The memory is no longer as it was, though it has the content and the embedding that it had.
    ///
    /// @param stored without its embedding
    /// @param hasEmbedding whether it has one
    record Revise(StoredMemory stored, boolean hasEmbedding) implements IndexChange {}

    /// The memory is gone.
    record Remove(UUID id) implements IndexChange {}

    /// All memories are gone.
    record Clear() implements IndexChange {}
}
