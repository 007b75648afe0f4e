package io.jamey.embedded.records;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.encoding.Micros;
import java.util.UUID;

/// Where a record belongs: what the columns of its row say of it. Times are microseconds since the epoch.
///
/// @param expires or [#NEVER]
record Place(long rid, Namespace namespace, UUID id, long created, long expires) {
    static final long NEVER = Long.MAX_VALUE;

    static Place of(Memory memory, long rid) {
        return new Place(
                rid,
                memory.namespace(),
                memory.id(),
                Micros.of(memory.createdAt()),
                memory.expiresAt().map(Micros::of).orElse(NEVER));
    }

    boolean isExpired(long now) {
        return expires <= now && expires != NEVER;
    }
}
