package io.jamey.embedded.words;

/// A reader of one term's postings, from the first passage to the last.
final class PostingCursor {
    /// The passage after the last.
    static final int END = Integer.MAX_VALUE;

    private final PostingLists lists;
    private final byte[] bytes;
    private final int tail;
    private int at;
    /// Where the slice ends and its link stands.
    private int limit;

    private int level;
    private int passage = -1;
    private int frequency;

    PostingCursor(PostingLists lists, int term) {
        this.lists = lists;
        bytes = lists.poolArray();
        tail = lists.tail(term);
        at = lists.head(term);
        if (tail < 0) {
            passage = at;
            frequency = -tail;
        } else {
            limit = at + PostingLists.sliceLength(0);
            advance();
        }
    }

    /// The current passage, or [#END].
    int passage() {
        return passage;
    }

    /// Adds what the term is worth to the scores of all passages before the window's end, and goes on to the
    /// one there.
    ///
    /// @return how many postings that were
    int scoreInto(ScoreWindow window, QueryTerms query, int index) {
        int end = window.end();
        int visited = 0;
        while (passage < end) {
            window.add(passage, query.termScore(index, passage, frequency));
            advance();
            visited++;
        }
        return visited;
    }

    private void advance() {
        if (tail < 0 || at == tail) {
            passage = END;
            return;
        }
        if (at == limit || bytes[at] == 0) {
            at = lists.link(limit);
            limit = at + PostingLists.sliceLength(++level);
        }
        int code = number();
        passage += code >>> 1;
        frequency = (code & 1) == 0 ? 1 : number();
    }

    private int number() {
        int value = bytes[at++];
        if (value >= 0) {
            return value;
        }
        value &= 0x7f;
        int shift = 7;
        byte next;
        do {
            next = bytes[at++];
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
