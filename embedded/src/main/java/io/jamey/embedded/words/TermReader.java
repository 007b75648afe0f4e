package io.jamey.embedded.words;

/// Reads the terms of one passage after another.
final class TermReader {
    private final NumberReader numbers;
    private final int[] starts;
    private int left;
    private int term;
    private int frequency;

    TermReader(byte[] forward, int[] starts) {
        numbers = new NumberReader(forward, 0);
        this.starts = starts;
    }

    /// Goes before the first term of a passage and returns how many it has.
    int open(int passage) {
        numbers.moveTo(starts[passage]);
        left = numbers.next();
        term = 0;
        return left;
    }

    /// Goes to the next term; false when there is none.
    boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        int code = numbers.next();
        term += code >>> 1;
        frequency = (code & 1) == 0 ? 1 : numbers.next();
        return true;
    }

    int term() {
        return term;
    }

    int frequency() {
        return frequency;
    }
}
