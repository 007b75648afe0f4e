package io.jamey.embedded.words;

import java.util.Arrays;

/// Bytes that grow at the end, with numbers in as few of them as they need: seven bits each, lowest first, the
/// eighth set on all but the last.
final class Bytes {
    /// The most bytes one number takes.
    static final int NUMBER_MAX = 5;

    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    int size() {
        return size;
    }

    byte[] array() {
        return array;
    }

    byte[] copy() {
        return Arrays.copyOf(array, size);
    }

    int capacity() {
        return array.length;
    }

    /// Gives back room to grow.
    void trim() {
        array = Growth.toFit(array, size);
    }

    void number(int value) {
        reserve(NUMBER_MAX);
        size = putNumber(array, size, value);
    }

    /// A term and how often it occurs: `number(term << 1 | more) [number(frequency) if more than 1]`.
    void entry(int term, int frequency) {
        number(term << 1 | (frequency > 1 ? 1 : 0));
        if (frequency > 1) {
            number(frequency);
        }
    }

    void raw(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, array, size, length);
        size += length;
    }

    /// Appends `count` zeros and returns where they begin.
    int zeros(int count) {
        reserve(count);
        int start = size;
        size += count;
        return start;
    }

    private void reserve(int count) {
        array = Growth.toHold(array, size + count);
    }

    /// Writes an unsigned number at `at` and returns where it ends.
    static int putNumber(byte[] target, int at, int value) {
        int end = at;
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            target[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[end++] = (byte) rest;
        return end;
    }

    static int numberLength(int value) {
        return (Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(value)) + 6) / 7;
    }
}
