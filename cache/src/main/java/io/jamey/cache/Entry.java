package io.jamey.cache;

import io.jamey.Memory;
import io.jamey.Page;
import io.jamey.SearchResult;
import io.jamey.cache.tiers.Access;
import java.util.List;

/// What is kept under a [Key]. Memories are shared by reference with the callers who get them.
sealed interface Entry {
    /// The stamp of what must not have been written to since: see [Writes].
    long stamp();

    /// Microseconds since the epoch from which on it must not be served.
    long until();

    /// Memory held, an estimate.
    int bytes();

    default boolean isServable(long currentStamp, long now) {
        return stamp() == currentStamp && now < until();
    }

    /// A memory.
    ///
    /// @param memory as it was read; [Access] knows of later uses
    record Present(Memory memory, Access access, long stamp, long until, int bytes) implements Entry {}

    /// The namespace has no memory with this id.
    record Absent(long stamp, long until) implements Entry {
        @Override
        public int bytes() {
            return Footprint.ENTRY;
        }
    }

    /// What a search found.
    ///
    /// @param accesses of the matches, in their order
    record Found(SearchResult result, List<Access> accesses, long stamp, long until, int bytes) implements Entry {}

    /// A page of a listing.
    ///
    /// @param accesses of the items, in their order
    record Listed(Page page, List<Access> accesses, long stamp, long until, int bytes) implements Entry {}

    /// How many there are.
    record Counted(long count, long stamp, long until) implements Entry {
        @Override
        public int bytes() {
            return Footprint.ENTRY;
        }
    }
}
