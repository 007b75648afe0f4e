package io.jamey;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Comparator;
import java.util.UUID;

/// Ids of memories: UUIDs, version 7 unless the caller chooses one.
public final class MemoryIds {
    /// The order that breaks ties everywhere: bytes compared as unsigned, as databases do ([UUID#compareTo]
    /// compares signed longs and disagrees with them).
    public static final Comparator<UUID> ORDER = (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    };

    private MemoryIds() {}

    /// A new id, larger than those this process made before it: records that are written together lie together.
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
