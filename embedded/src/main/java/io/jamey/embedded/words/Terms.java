package io.jamey.embedded.words;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The terms of a namespace, numbered from 0 in the order they came. Their bytes lie end to end in one array,
/// found through an open-addressing hash table, because a million small strings would outweigh the index.
final class Terms {
    private static final int TABLE_LEAST = 16;

    private final Bytes text = new Bytes(64);
    /// Where each term ends in `text`.
    private int[] ends = new int[16];
    /// A term's number plus 1, or 0 where free; at most three quarters full.
    private int[] table = new int[TABLE_LEAST];
    private int size;

    int size() {
        return size;
    }

    int textSize() {
        return text.size();
    }

    /// The number of a term, or -1.
    int find(String term) {
        byte[] utf8 = term.getBytes(StandardCharsets.UTF_8);
        return table[place(utf8, 0, utf8.length)] - 1;
    }

    /// The number of a term, a new one if need be.
    int number(String term) {
        byte[] utf8 = term.getBytes(StandardCharsets.UTF_8);
        return number(utf8, 0, utf8.length);
    }

    int number(byte[] source, int from, int length) {
        int place = place(source, from, length);
        if (table[place] == 0) {
            if (size >= table.length - (table.length >> 2)) {
                enlarge();
                place = place(source, from, length);
            }
            text.raw(source, from, length);
            ends = Growth.toHold(ends, size + 1);
            ends[size++] = text.size();
            table[place] = size;
        }
        return table[place] - 1;
    }

    String term(int number) {
        return new String(text.array(), start(number), length(number), StandardCharsets.UTF_8);
    }

    /// Writes a term's length and bytes.
    void write(int number, Bytes target) {
        target.number(length(number));
        target.raw(text.array(), start(number), length(number));
    }

    long bytes() {
        return text.capacity() + 4L * (ends.length + table.length);
    }

    /// Gives back room to grow.
    void trim() {
        text.trim();
        ends = Growth.toFit(ends, size);
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    private int length(int number) {
        return ends[number] - start(number);
    }

    /// Where these bytes are in the table, or belong.
    private int place(byte[] source, int from, int length) {
        int place = home(hash(source, from, length));
        while (table[place] != 0 && !is(table[place] - 1, source, from, length)) {
            place = next(place);
        }
        return place;
    }

    /// Where a hash belongs, by its share of the range of hashes: so the table may have any length.
    private int home(int hash) {
        return (int) (((hash & 0xffffffffL) * table.length) >>> Integer.SIZE);
    }

    private int next(int place) {
        return place + 1 == table.length ? 0 : place + 1;
    }

    private boolean is(int number, byte[] source, int from, int length) {
        int start = start(number);
        return Arrays.equals(text.array(), start, start + length(number), source, from, from + length);
    }

    private void enlarge() {
        table = new int[Math.addExact(table.length, table.length >> 2)];
        for (int number = 0; number < size; number++) {
            int place = home(hash(text.array(), start(number), length(number)));
            while (table[place] != 0) {
                place = next(place);
            }
            table[place] = number + 1;
        }
    }

    private static int hash(byte[] source, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + source[i];
        }
        // The highest bits decide: they are those that depend on all letters.
        return hash * 0x9E3779B9;
    }
}
