/// A layer over any store that answers from memory what has not changed since it was read.
///
/// [io.jamey.cache.CachedMemoryStore] is what users open. Behind it, `Writes` decides what may still be served
/// and what may be kept, `Entries` keeps it within a budget, and `Accesses` remembers who was used until the
/// store is told.
@NullMarked
package io.jamey.cache;

import org.jspecify.annotations.NullMarked;
