package io.jamey.json;

import io.jamey.Filter;
import io.jamey.Namespace;
import java.util.Optional;

/// Memories of a namespace as a filter in JSON selects them.
///
/// @param namespace where to look, if it says so
/// @param filter which ones, if it says so
public record WrittenSelection(Optional<Namespace> namespace, Optional<Filter> filter) {}
