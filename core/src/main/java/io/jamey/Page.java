package io.jamey;

import java.util.List;
import java.util.Optional;

/// A page of a listing.
///
/// @param total how many memories the whole listing has now, wherever the page starts
/// @param next where to go on; absent when nothing follows
public record Page(List<Memory> items, long total, Optional<Cursor> next) {
    /// Of the names and numbers of a memory.
    private static final int FIXED_BYTES = 256;

    public Page {
        items = List.copyOf(items);
    }

    /// The page that begins with the first of these and ends where it is full: at the request's limit, or where its
    /// memories come to [Limits#PAGE_BYTES].
    ///
    /// @param following the memories of the listing from there on, in order; may end behind the first that finds no
    ///     room
    public static Page of(List<Memory> following, long total, PageRequest request) {
        int end = 0;
        long bytes = 0;
        while (end < following.size() && end < request.limit() && bytes < Limits.PAGE_BYTES) {
            bytes += bytes(following.get(end++));
        }
        List<Memory> items = following.subList(0, end);
        Optional<Cursor> next =
                end < following.size() ? Optional.of(Cursor.after(items.getLast(), request)) : Optional.empty();
        return new Page(items, total, next);
    }

    /// About how much room a memory takes: a byte for each character of its content and its metadata's texts, four for
    /// each component of its embedding.
    public static long bytes(Memory memory) {
        return FIXED_BYTES
                + memory.content().length()
                + memory.embedding()
                        .map(vector -> (long) Float.BYTES * vector.dimension())
                        .orElse(0L)
                + bytes(new Value.Fields(memory.metadata().fields()));
    }

    private static long bytes(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text.length();
            case Value.Items(var items) -> items.stream().mapToLong(Page::bytes).sum();
            case Value.Fields(var fields) ->
                fields.entrySet().stream()
                        .mapToLong(field -> field.getKey().length() + bytes(field.getValue()))
                        .sum();
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Null _, Value.Time _ -> Long.BYTES;
        };
    }
}
