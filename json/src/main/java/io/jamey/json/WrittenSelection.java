package io.jamey.json;

import io.jamey.Filter;
import io.jamey.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Memories of a namespace as JSON selects them: by ids, by a filter, or all.
///
/// @param namespace where to look, if it says so
/// @param ids which ones, if it lists them; then there is no filter
/// @param filter which ones, if it says so
public record WrittenSelection(Optional<Namespace> namespace, Optional<List<UUID>> ids, Optional<Filter> filter) {
    public WrittenSelection {
        if (ids.isPresent() && filter.isPresent()) {
            throw new IllegalArgumentException("ids and filter do not go together: name one of them");
        }
    }
}
