package io.jamey.embedded.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// For each term, the passages that have it and how often, in ascending order of passage.
///
/// A posting is `number(distance to the passage before << 1 | more) [number(frequency) if more than 1]`. The
/// first distance is the passage's number plus 1, so none is 0, and a 0 byte where a posting would begin means
/// that the slice holds no more. A list is a chain of slices in one array, each larger than the one before:
/// ```
///   | posting posting ... 0 0 | next (4 bytes) |
/// ```
/// A term with a single posting, as most are, needs no slice: `head` is the passage, `tail` the
/// frequency below zero.
final class PostingLists {
    /// Bytes of the slices of a list, the link left out; the last repeats. A slice must hold any posting.
    private static final int[] SLICES = {10, 14, 20, 32, 48, 80, 128, 192, 252};

    private static final int LINK = 4;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Bytes pool = new Bytes(64);
    /// Live postings per term.
    private int[] counts = new int[16];
    private int[] heads = new int[16];
    private int[] tails = new int[16];
    private int[] lastPassages = new int[16];
    /// Free bytes of the last slice, unsigned.
    private byte[] rooms = new byte[16];
    /// Which of `SLICES` the last slice is.
    private byte[] levels = new byte[16];

    int poolSize() {
        return pool.size();
    }

    /// In how many live passages the term occurs.
    int count(int term) {
        return counts[term];
    }

    /// Appends a posting. Passages must come in ascending order.
    void add(int term, int passage, int frequency) {
        reserve(term + 1);
        counts[term]++;
        if (tails[term] == 0) {
            heads[term] = passage;
            tails[term] = -frequency;
            lastPassages[term] = passage;
            return;
        }
        if (tails[term] < 0) {
            int first = heads[term];
            int firstFrequency = -tails[term];
            heads[term] = pool.zeros(SLICES[0] + LINK);
            tails[term] = heads[term];
            rooms[term] = (byte) SLICES[0];
            levels[term] = 0;
            append(term, first + 1, firstFrequency);
        }
        append(term, passage - lastPassages[term], frequency);
        lastPassages[term] = passage;
    }

    /// Counts one passage less. Its posting stays until the lists are made anew.
    void forget(int term) {
        counts[term]--;
    }

    /// A reader at the first posting of a term that has one.
    PostingCursor cursor(int term) {
        return new PostingCursor(this, term);
    }

    byte[] poolArray() {
        return pool.array();
    }

    /// The passage of a term's only posting, or where its first slice begins.
    int head(int term) {
        return heads[term];
    }

    /// Where a term's postings end in the pool; below zero, the frequency in its only passage.
    int tail(int term) {
        return tails[term];
    }

    static int sliceLength(int level) {
        return SLICES[Math.min(level, SLICES.length - 1)];
    }

    /// Where the next slice begins, from the link that stands at `at`.
    int link(int at) {
        return (int) INT.get(pool.array(), at);
    }

    /// Gives back room to grow.
    void trim(int terms) {
        pool.trim();
        counts = Growth.toFit(counts, terms);
        heads = Growth.toFit(heads, terms);
        tails = Growth.toFit(tails, terms);
        lastPassages = Growth.toFit(lastPassages, terms);
        rooms = Growth.toFit(rooms, terms);
        levels = Growth.toFit(levels, terms);
    }

    long bytes() {
        return pool.capacity()
                + 4L * (counts.length + heads.length + tails.length + lastPassages.length)
                + rooms.length
                + levels.length;
    }

    private void append(int term, int distance, int frequency) {
        int room = rooms[term] & 0xff;
        if (room < length(distance, frequency)) {
            int level = Math.min(levels[term] + 1, SLICES.length - 1);
            int slice = pool.zeros(SLICES[level] + LINK);
            INT.set(pool.array(), tails[term] + room, slice);
            tails[term] = slice;
            levels[term] = (byte) level;
            room = SLICES[level];
        }
        byte[] bytes = pool.array();
        int at = tails[term];
        int end = Bytes.putNumber(bytes, at, distance << 1 | (frequency > 1 ? 1 : 0));
        if (frequency > 1) {
            end = Bytes.putNumber(bytes, end, frequency);
        }
        tails[term] = end;
        rooms[term] = (byte) (room - (end - at));
    }

    private void reserve(int size) {
        counts = Growth.toHold(counts, size);
        heads = Growth.toHold(heads, size);
        tails = Growth.toHold(tails, size);
        lastPassages = Growth.toHold(lastPassages, size);
        rooms = Growth.toHold(rooms, size);
        levels = Growth.toHold(levels, size);
    }

    private static int length(int distance, int frequency) {
        return frequency > 1
                ? Bytes.numberLength(distance << 1) + Bytes.numberLength(frequency)
                : Bytes.numberLength(distance << 1);
    }
}
