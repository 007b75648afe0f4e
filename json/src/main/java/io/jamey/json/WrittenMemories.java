package io.jamey.json;

import io.jamey.Namespace;
import java.util.List;
import java.util.Optional;

/// What a request to store says: one memory, or several to be stored together.
///
/// @param namespace where all of them belong, if it is said of all
/// @param single whether it was one memory, not a list of one
public record WrittenMemories(Optional<Namespace> namespace, List<WrittenMemory> memories, boolean single) {
    public WrittenMemories {
        memories = List.copyOf(memories);
    }
}
