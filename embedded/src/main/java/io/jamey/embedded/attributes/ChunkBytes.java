package io.jamey.embedded.attributes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Numbers, columns of numbers, bits and texts end to end, little-endian. A column is `base (8 bytes) width (1)`
/// and for each row the distance from the base, its smallest number, in so many bytes.
final class ChunkBytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ChunkBytes() {}

    /// Appends.
    static final class Writer {
        private byte[] bytes = new byte[1 << 16];
        private int size;

        Writer int8(int value) {
            reserve(1);
            bytes[size++] = (byte) value;
            return this;
        }

        Writer int64(long value) {
            reserve(Long.BYTES);
            LONG.set(bytes, size, value);
            size += Long.BYTES;
            return this;
        }

        /// Of zero or more; seven bits a byte, the lowest first, the top bit set on all bytes but the last.
        Writer number(int value) {
            int rest = value;
            while (rest >= 0x80) {
                int8(rest | 0x80);
                rest >>>= 7;
            }
            return int8(rest);
        }

        Writer text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            reserve(utf8.length);
            System.arraycopy(utf8, 0, bytes, size, utf8.length);
            size += utf8.length;
            return this;
        }

        Writer column(long[] column) {
            long base = Arrays.stream(column).min().orElse(0);
            long widest = 0;
            for (long number : column) {
                widest |= number - base;
            }
            int width = (Long.SIZE - Long.numberOfLeadingZeros(widest) + Byte.SIZE - 1) / Byte.SIZE;
            int64(base).int8(width);
            reserve(column.length * width + Long.BYTES);
            for (long number : column) {
                LONG.set(bytes, size, number - base);
                size += width;
            }
            return this;
        }

        byte[] toArray() {
            return Arrays.copyOf(bytes, size);
        }

        private void reserve(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
        }
    }

    /// Reads what a [Writer] wrote, and never beyond it.
    ///
    /// Every method throws [IllegalArgumentException] where the bytes are none that a writer writes.
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int int8() {
            return bytes[advance(1)] & 0xff;
        }

        long int64() {
            return (long) LONG.get(bytes, advance(Long.BYTES));
        }

        int number() {
            long number = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                int next = int8();
                number |= (long) (next & 0x7f) << shift;
                if (next < 0x80) {
                    check(number <= Integer.MAX_VALUE);
                    return (int) number;
                }
            }
            throw damaged();
        }

        /// A number of things that take a byte each at least.
        int count() {
            int count = number();
            check(count <= bytes.length - at);
            return count;
        }

        String text() {
            int length = count();
            return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
        }

        long[] column(int rows) {
            long base = int64();
            int width = int8();
            check(width <= Long.BYTES);
            int from = advance(Math.multiplyExact(rows, width));
            long[] column = new long[rows];
            long mask = width == 0 ? 0 : -1L >>> (Long.SIZE - width * Byte.SIZE);
            for (int row = 0; row < rows; row++, from += width) {
                column[row] = base + (eightAt(from) & mask);
            }
            return column;
        }

        void end() {
            check(at == bytes.length);
        }

        void check(boolean holds) {
            if (!holds) {
                throw damaged();
            }
        }

        /// The last bytes, where there are no eight, with zeros behind them.
        private long eightAt(int from) {
            if (from <= bytes.length - Long.BYTES) {
                return (long) LONG.get(bytes, from);
            }
            return (long) LONG.get(Arrays.copyOfRange(bytes, from, from + Long.BYTES), 0);
        }

        private int advance(int length) {
            check(length <= bytes.length - at);
            int from = at;
            at += length;
            return from;
        }

        private IllegalArgumentException damaged() {
            return new IllegalArgumentException("damaged chunk of slots, at byte " + at);
        }
    }
}
