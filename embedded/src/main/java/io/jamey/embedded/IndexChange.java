package io.jamey.embedded;

import io.jamey.embedded.records.StoredMemory;
import io.jamey.words.AnalyzedText;
import java.util.Optional;
import java.util.UUID;

/// What a durable write does to the index of its namespace.
sealed interface IndexChange {
    /// The memory is there now, in this form.
    ///
    /// @param words the terms of its content; empty when the content has not changed
    record Put(StoredMemory stored, Optional<AnalyzedText> words) implements IndexChange {}

    /// The memory is gone.
    record Remove(UUID id) implements IndexChange {}

    /// All memories are gone.
    record Clear() implements IndexChange {}
}
