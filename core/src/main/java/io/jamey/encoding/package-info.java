/// Memories as bytes, for whatever keeps or sends them compactly: a store's file, a shared cache.
///
/// [io.jamey.encoding.MemoryBody] is the part all such formats share; each adds its own version, checksum and place.
@NullMarked
package io.jamey.encoding;

import org.jspecify.annotations.NullMarked;
