package io.jamey;

import java.util.List;
import java.util.Optional;

/// A page of a listing.
///
/// @param total how many memories the whole listing has now, wherever the page starts
/// @param next where to go on; absent when nothing follows
public record Page(List<Memory> items, long total, Optional<Cursor> next) {
    public Page {
        items = List.copyOf(items);
    }
}
