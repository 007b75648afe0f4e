package io.jamey;

import java.util.Comparator;
import java.util.Optional;

/// Which page of a listing.
///
/// @param limit 1 to [Limits#PAGE]
/// @param offset memories to skip, not negative; 0 with a cursor
/// @param cursor where the page before ended
/// @param embeddings return the memories' embeddings too
public record PageRequest(
        int limit, long offset, Optional<Cursor> cursor, Filter filter, Order order, boolean embeddings) {

    /// What comes first; ties are in order of their ids, as [MemoryIds#ORDER] has it.
    public enum Order {
        /// By time of creation, exactly the reverse of [#OLDEST_FIRST].
        NEWEST_FIRST,
        OLDEST_FIRST,
        /// By place in the session, whatever the clock said; memories without a session first.
        BY_SEQUENCE;

        /// The order as a comparator of memories.
        public Comparator<Memory> comparator() {
            return switch (this) {
                case NEWEST_FIRST -> CREATED.reversed();
                case OLDEST_FIRST -> CREATED;
                case BY_SEQUENCE -> SEQUENCE;
            };
        }
    }

    private static final Comparator<Memory> CREATED =
            Comparator.comparing(Memory::createdAt).thenComparing(Memory::id, MemoryIds.ORDER);
    private static final Comparator<Memory> SEQUENCE = Comparator.<Memory>comparingLong(
                    memory -> memory.sequence().orElse(-1))
            .thenComparing(Memory::id, MemoryIds.ORDER);

    public PageRequest {
        Checks.range("limit", limit, 1, Limits.PAGE);
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative, not " + offset);
        }
        if (offset > 0 && cursor.isPresent()) {
            throw new IllegalArgumentException("a page starts at an offset or at a cursor, not both");
        }
    }

    public static PageRequest of(int limit) {
        return new PageRequest(limit, 0, Optional.empty(), Filter.everything(), Order.NEWEST_FIRST, false);
    }

    public PageRequest atOffset(long value) {
        return new PageRequest(limit, value, cursor, filter, order, embeddings);
    }

    public PageRequest after(Cursor value) {
        return new PageRequest(limit, 0, Optional.of(value), filter, order, embeddings);
    }

    public PageRequest where(Filter value) {
        return new PageRequest(limit, offset, cursor, value, order, embeddings);
    }

    public PageRequest ordered(Order value) {
        return new PageRequest(limit, offset, cursor, filter, value, embeddings);
    }

    public PageRequest withEmbeddings() {
        return new PageRequest(limit, offset, cursor, filter, order, true);
    }
}
