package io.jamey.json;

import io.jamey.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Ids of memories as they stood in JSON.
///
/// @param namespace where to look for them, if it says so
public record WrittenIds(Optional<Namespace> namespace, List<UUID> ids) {
    public WrittenIds {
        ids = List.copyOf(ids);
    }
}
