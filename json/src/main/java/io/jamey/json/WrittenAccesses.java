package io.jamey.json;

import io.jamey.Namespace;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Memories that were used, as it stood in JSON.
///
/// @param namespace where they are, if it says so
/// @param now those that are used now
/// @param times when others were used
public record WrittenAccesses(Optional<Namespace> namespace, List<UUID> now, Map<UUID, Instant> times) {
    public WrittenAccesses {
        now = List.copyOf(now);
        times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
    }
}
