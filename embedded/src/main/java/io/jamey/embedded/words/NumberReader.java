package io.jamey.embedded.words;

/// Reads the numbers that [Bytes] wrote.
final class NumberReader {
    private final byte[] bytes;
    private int at;

    NumberReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /// The next number, which says how many things follow of at least a byte each.
    ///
    /// @throws IllegalArgumentException if that cannot be
    int count() {
        int count = next();
        if (count < 0 || count > left()) {
            throw new IllegalArgumentException("the bytes end too soon for " + count + " more, at " + at);
        }
        return count;
    }

    int left() {
        return bytes.length - at;
    }

    /// @throws IllegalArgumentException if the bytes end before the number does
    int next() {
        int value = 0;
        int shift = 0;
        byte next;
        do {
            if (at == bytes.length) {
                throw new IllegalArgumentException("the bytes end in the middle, at " + at);
            }
            next = bytes[at++];
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
