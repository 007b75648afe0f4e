package io.jamey;

import java.util.List;
import java.util.Optional;

/// A page of a listing.
///
/// @param total how many memories the whole listing has now
/// @param next where to go on; absent on the last page
public record Page(List<Memory> items, long total, Optional<Cursor> next) {
    public Page {
        items = List.copyOf(items);
    }
}
