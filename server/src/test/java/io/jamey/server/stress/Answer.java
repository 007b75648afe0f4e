package io.jamey.server.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/// An HTTP answer as it comes in: as much of it as must be known to know when it is whole. Used again and again.
final class Answer {
    private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);
    private static final byte[] RETRY = "retry-after:".getBytes(ISO_8859_1);
    private static final byte[] CONNECTION_CLOSE = "connection: close".getBytes(ISO_8859_1);
    private static final int STATUS_AT = 9;

    private final ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
    private int status;
    private boolean retryAfter;
    private boolean closes;
    private int end;

    Answer() {
        clear();
    }

    void clear() {
        bytes.clear();
        status = 0;
        retryAfter = false;
        closes = false;
        end = -1;
    }

    /// Where more of it goes.
    ByteBuffer bytes() {
        return bytes;
    }

    int status() {
        return status;
    }

    boolean hasRetryAfter() {
        return retryAfter;
    }

    boolean closes() {
        return closes;
    }

    boolean isWhole() {
        if (end < 0) {
            readHead();
        }
        return end >= 0 && bytes.position() >= end;
    }

    String text() {
        return new String(bytes.array(), 0, bytes.position(), ISO_8859_1);
    }

    private void readHead() {
        byte[] array = bytes.array();
        int limit = bytes.position();
        int length = 0;
        int line = 0;
        for (int i = 0; i + 1 < limit; i++) {
            if (array[i] != '\r' || array[i + 1] != '\n') {
                continue;
            }
            if (line == 0) {
                status = number(array, STATUS_AT);
            } else if (line == i) {
                end = i + 2 + length;
                return;
            } else if (begins(array, line, i, LENGTH)) {
                length = number(array, line + LENGTH.length + 1);
            } else if (begins(array, line, i, RETRY)) {
                retryAfter = true;
            } else if (begins(array, line, i, CONNECTION_CLOSE)) {
                closes = true;
            }
            line = i + 2;
        }
    }

    private static boolean begins(byte[] array, int from, int to, byte[] lowerCase) {
        if (to - from < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int c = array[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] array, int from) {
        int number = 0;
        for (int i = from; array[i] >= '0' && array[i] <= '9'; i++) {
            number = number * 10 + array[i] - '0';
        }
        return number;
    }
}
