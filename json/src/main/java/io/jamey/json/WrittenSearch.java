package io.jamey.json;

import io.jamey.Namespace;
import io.jamey.SearchRequest;
import java.util.Optional;

/// A search as it stood in JSON.
///
/// @param namespace where to search, if it says so
public record WrittenSearch(Optional<Namespace> namespace, SearchRequest request) {}
