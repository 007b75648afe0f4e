/// Memories, filters and searches as JSON: the one form that the command, files and the HTTP interface share.
///
/// Reading is strict: unknown names, names given twice and numbers that would lose digits are an
/// [IllegalArgumentException] that says what to write instead; nothing is ignored. Start with
/// [io.jamey.json.MemoryJson].
@NullMarked
package io.jamey.json;

import org.jspecify.annotations.NullMarked;
