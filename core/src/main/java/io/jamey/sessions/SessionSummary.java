package io.jamey.sessions;

import io.jamey.Memory;
import java.time.Instant;

/// What a list of sessions says of one.
///
/// @param memories how many it has, at least one
/// @param firstActivity when the oldest of them was said or learned
/// @param lastActivity when the session was last added to, renewed or changed
public record SessionSummary(String id, long memories, Instant firstActivity, Instant lastActivity) {

    static SessionSummary of(Memory memory) {
        return new SessionSummary(memory.session().orElseThrow(), 1, memory.createdAt(), memory.updatedAt());
    }

    /// Both parts of one session.
    SessionSummary and(SessionSummary other) {
        return new SessionSummary(
                id,
                memories + other.memories,
                firstActivity.isBefore(other.firstActivity) ? firstActivity : other.firstActivity,
                lastActivity.isAfter(other.lastActivity) ? lastActivity : other.lastActivity);
    }
}
