/// The contract: [io.jamey.MemoryStore] and the values it speaks of. No implementation lives here.
///
/// Start with [io.jamey.MemoryStore], [io.jamey.NewMemory] and [io.jamey.SearchRequest]; everything else is a
/// value that one of these three takes or gives. Values are immutable, valid from construction on, and safe to
/// share between threads.
@NullMarked
package io.jamey;

import org.jspecify.annotations.NullMarked;
