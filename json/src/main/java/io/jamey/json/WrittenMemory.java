package io.jamey.json;

import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.Optional;

/// A memory as it stood in JSON, to be stored.
///
/// @param namespace where it says it belongs, if it says so
public record WrittenMemory(Optional<Namespace> namespace, NewMemory memory) {}
