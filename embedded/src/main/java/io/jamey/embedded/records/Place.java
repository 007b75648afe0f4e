package io.jamey.embedded.records;

import io.jamey.Namespace;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a record belongs: what the columns of its row say of it. Times are microseconds since the epoch.
///
/// @param expires null: never
record Place(
        long rid,
        Namespace namespace,
        UUID id,
        long created,
        @Nullable Long expires) {}
