package io.jamey.embedded.records;

import io.jamey.Cursor;
import io.jamey.PageRequest;
import java.util.Optional;

/// Which part of a namespace's listing by `(created, id)` to read.
///
/// @param order one by time of creation
/// @param after only memories behind this position, in the direction of `order`
/// @param offset memories to skip from there
/// @param limit the most memories to return
public record Slice(
        PageRequest.Order order, Optional<Cursor.Position> after, long offset, int limit, boolean embeddings) {
    public Slice {
        if (order == PageRequest.Order.BY_SEQUENCE) {
            throw new IllegalArgumentException("places in sessions are known to the index, not to the file");
        }
        if (offset < 0 || limit < 0) {
            throw new IllegalArgumentException("offset and limit must not be negative: " + offset + ", " + limit);
        }
    }
}
