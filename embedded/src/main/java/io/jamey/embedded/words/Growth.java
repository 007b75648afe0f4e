package io.jamey.embedded.words;

import java.util.Arrays;

/// How arrays grow: by an eighth, since memory held is worth more here than copying seldom.
final class Growth {
    private static final int LEAST = 16;

    private Growth() {}

    static int[] toHold(int[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, larger(size));
    }

    static char[] toHold(char[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, larger(size));
    }

    static byte[] toHold(byte[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, larger(size));
    }

    static int[] toFit(int[] array, int size) {
        return size == array.length ? array : Arrays.copyOf(array, size);
    }

    static char[] toFit(char[] array, int size) {
        return size == array.length ? array : Arrays.copyOf(array, size);
    }

    static byte[] toFit(byte[] array, int size) {
        return size == array.length ? array : Arrays.copyOf(array, size);
    }

    private static int larger(int size) {
        return (int) Math.min(Integer.MAX_VALUE - 8, (long) size + (size >> 3) + LEAST);
    }
}
