package io.jamey.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Little-endian numbers, variable-length counts and UTF-8 texts in byte arrays.
public final class Bytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    public static int intAt(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    public static void putInt(byte[] bytes, int offset, int value) {
        INT.set(bytes, offset, value);
    }

    public static void putLong(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }

    /// What was read is not what any [Writer] wrote.
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        public MalformedException(String message) {
            super(message);
        }
    }

    /// Appends to an array that grows as needed.
    public static final class Writer {
        private byte[] bytes;
        private int size;

        public Writer(int capacity) {
            bytes = new byte[capacity];
        }

        public Writer int8(int value) {
            ensure(1);
            bytes[size++] = (byte) value;
            return this;
        }

        public Writer int32(int value) {
            ensure(Integer.BYTES);
            putInt(bytes, size, value);
            size += Integer.BYTES;
            return this;
        }

        public Writer int64(long value) {
            ensure(Long.BYTES);
            putLong(bytes, size, value);
            size += Long.BYTES;
            return this;
        }

        /// Seven bits a byte, the lowest first, the top bit set on all bytes but the last.
        public Writer count(int value) {
            int rest = value;
            while (rest >= 0x80) {
                int8(rest | 0x80);
                rest >>>= 7;
            }
            return int8(rest);
        }

        /// The count of its UTF-8 bytes, then these.
        ///
        /// @throws IllegalArgumentException for a lone surrogate, which would not come back as it was
        public Writer text(String text) {
            ByteBuffer utf8;
            try {
                utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("text is not well-formed Unicode: it has a lone surrogate", e);
            }
            int length = utf8.remaining();
            count(length);
            ensure(length);
            utf8.get(bytes, size, length);
            size += length;
            return this;
        }

        public byte[] toArray() {
            return Arrays.copyOf(bytes, size);
        }

        private void ensure(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
            }
        }
    }

    /// Reads what a [Writer] wrote, and never beyond it: a wild length is noticed before anything of that
    /// length is allocated.
    public static final class Reader {
        private final byte[] bytes;
        private int position;

        public Reader(byte[] bytes, int position) {
            this.bytes = bytes;
            this.position = position;
        }

        public int int8() throws MalformedException {
            return bytes[advance(1)] & 0xff;
        }

        public int int32() throws MalformedException {
            return intAt(bytes, advance(Integer.BYTES));
        }

        public long int64() throws MalformedException {
            return (long) LONG.get(bytes, advance(Long.BYTES));
        }

        /// A count of things that take at least a byte each.
        public int count() throws MalformedException {
            long value = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                int next = int8();
                value |= (long) (next & 0x7f) << shift;
                if (next < 0x80) {
                    if (value > bytes.length - position) {
                        throw new MalformedException(
                                "a length of " + value + " where " + (bytes.length - position) + " bytes are left");
                    }
                    return (int) value;
                }
            }
            throw new MalformedException("a length that does not end");
        }

        public String text() throws MalformedException {
            int length = count();
            return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
        }

        public void end() throws MalformedException {
            if (position != bytes.length) {
                throw new MalformedException((bytes.length - position) + " bytes too many");
            }
        }

        private int advance(int length) throws MalformedException {
            if (length > bytes.length - position) {
                throw new MalformedException("it ends at byte " + bytes.length);
            }
            int from = position;
            position += length;
            return from;
        }
    }
}
