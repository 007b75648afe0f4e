package io.jamey.embedded.words;

import java.util.stream.IntStream;

/// The passages of a namespace, numbered from 0 in the order they came, each with its slot, its length and its
/// terms.
///
/// The passages of a slot follow each other. Their terms are kept in ascending order, as `number(how many) {
/// number(distance to the term before << 1 | more) [number(frequency) if more than 1] }`: with them a slot can
/// be scored, written down and taken out of the counts again.
final class Passages {
    static final int NO_SLOT = -1;

    private final Bytes forward = new Bytes(64);
    /// By passage: where its terms begin in `forward`.
    private int[] starts = new int[16];
    private char[] lengths = new char[16];
    /// Whether every slot has the one passage of its number, as long as memories are short, and come one after
    /// another: then the next two arrays, which would say so, are empty.
    private boolean direct = true;
    /// By passage: its slot, or [#NO_SLOT] once that is removed.
    private int[] slots = {};
    /// By slot: its first passage plus 1, or 0.
    private int[] firsts = {};

    private int size;
    private int live;
    private long liveLength;
    private int longest;

    int size() {
        return size;
    }

    int live() {
        return live;
    }

    double averageLength() {
        return live == 0 ? 0 : (double) liveLength / live;
    }

    /// The most terms any passage had, removed ones included.
    int longest() {
        return longest;
    }

    int forwardSize() {
        return forward.size();
    }

    int slot(int passage) {
        return direct ? passage : slots[passage];
    }

    int length(int passage) {
        return lengths[passage];
    }

    boolean has(int slot) {
        return direct ? slot < size : slot < firsts.length && firsts[slot] != 0;
    }

    /// The first passage of a slot; where it has none, the same as [#end].
    int first(int slot) {
        if (!has(slot)) {
            return 0;
        }
        return direct ? slot : firsts[slot] - 1;
    }

    /// The passage after a slot's last.
    int end(int slot) {
        int end = first(slot);
        while (has(slot) && end < size && slot(end) == slot) {
            end++;
        }
        return end;
    }

    /// Appends a passage to a slot, which must be a new one or that of the passage before.
    ///
    /// @param entries `term << 32 | frequency`, ascending
    int add(int slot, long[] entries) {
        starts = Growth.toHold(starts, size + 1);
        lengths = Growth.toHold(lengths, size + 1);
        starts[size] = forward.size();
        if (slot != size) {
            writeOut();
        }
        if (!direct) {
            slots = Growth.toHold(slots, size + 1);
            firsts = Growth.toHold(firsts, slot + 1);
            slots[size] = slot;
            if (firsts[slot] == 0) {
                firsts[slot] = size + 1;
            }
        }
        forward.number(entries.length);
        int length = 0;
        int before = 0;
        for (long entry : entries) {
            int term = (int) (entry >>> 32);
            int frequency = (int) entry;
            forward.entry(term - before, frequency);
            before = term;
            length += frequency;
        }
        lengths[size] = (char) length;
        longest = Math.max(longest, length);
        live++;
        liveLength += length;
        return size++;
    }

    /// Takes the passages of a slot out of the counts.
    void remove(int slot) {
        if (has(slot)) {
            writeOut();
        }
        int end = end(slot);
        for (int passage = first(slot); passage < end; passage++) {
            slots[passage] = NO_SLOT;
            live--;
            liveLength -= lengths[passage];
        }
        if (has(slot)) {
            firsts[slot] = 0;
        }
    }

    /// Says for each passage which slot it has, from now on.
    private void writeOut() {
        if (direct) {
            slots = IntStream.range(0, size).toArray();
            firsts = IntStream.rangeClosed(1, size).toArray();
            direct = false;
        }
    }

    /// Makes room for so many slots with a passage each at once.
    void reserve(int count) {
        starts = Growth.toHold(starts, count);
        lengths = Growth.toHold(lengths, count);
    }

    /// Gives back room to grow.
    void trim() {
        forward.trim();
        starts = Growth.toFit(starts, size);
        lengths = Growth.toFit(lengths, size);
        slots = Growth.toFit(slots, direct ? 0 : size);
    }

    TermReader terms() {
        return new TermReader(forward.array(), starts);
    }

    long bytes() {
        return forward.capacity() + 4L * (starts.length + slots.length + firsts.length) + 2L * lengths.length;
    }
}
