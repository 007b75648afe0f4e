package io.jamey.embedded.records;

import java.util.List;

/// The first of some rows.
///
/// @param found in the order asked for, missing ones left out
/// @param read how many rows were looked for, found or not
public record FirstRows(List<StoredMemory> found, int read) {
    public FirstRows {
        found = List.copyOf(found);
    }
}
