package io.jamey.server.stress;

import java.util.List;

/// What a request does to the memories of its namespace, each known by its token.
///
/// @param gone tokens that are no longer there afterwards
/// @param come tokens that are there afterwards, in their order
/// @param inPieces whether a part of it may happen: the first so many that come
record Change(List<String> gone, List<String> come, boolean inPieces) {
    Change {
        gone = List.copyOf(gone);
        come = List.copyOf(come);
    }

    static Change adding(List<String> tokens) {
        return new Change(List.of(), tokens, false);
    }

    static Change removing(List<String> tokens) {
        return new Change(tokens, List.of(), false);
    }

    static Change replacing(String before, String after) {
        return new Change(List.of(before), List.of(after), false);
    }
}
