package io.jamey.embedded.records;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The columns of one row of the `memory` table. Times are microseconds since the epoch.
///
/// @param expires null: never
record Place(
        long rid, long ns, UUID id, long created, @Nullable Long expires) {}
