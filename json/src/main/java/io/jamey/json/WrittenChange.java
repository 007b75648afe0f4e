package io.jamey.json;

import io.jamey.Filter;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import java.util.Optional;

/// A change to every memory that a filter accepts, as it stood in JSON.
///
/// @param namespace where they are, if it says so
public record WrittenChange(Optional<Namespace> namespace, Filter filter, MemoryPatch patch) {}
