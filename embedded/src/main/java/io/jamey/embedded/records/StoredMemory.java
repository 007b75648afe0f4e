package io.jamey.embedded.records;

import io.jamey.Memory;

/// A memory and the number of the row that holds it.
///
/// @param rid positive; given in ascending order and never again to another memory of the same file, not even
///     after a delete, a rollback or a restart; kept when the memory is replaced
public record StoredMemory(long rid, Memory memory) {}
