package io.jamey.json;

import io.jamey.Namespace;
import io.jamey.PageRequest;
import java.util.Optional;

/// A request for a page as it stood in JSON.
///
/// @param namespace what to list, if it says so
public record WrittenPage(Optional<Namespace> namespace, PageRequest request) {}
