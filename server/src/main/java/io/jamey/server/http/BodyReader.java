package io.jamey.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Reads the bodies of requests as a whole, within limits: of one, of all together, of time.
final class BodyReader {
    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 8 << 10;

    private final HttpLimits limits;
    private final AtomicLong bytesLeft;

    BodyReader(HttpLimits limits) {
        this.limits = limits;
        bytesLeft = new AtomicLong(limits.bodiesBytes());
    }

    /// A body, and the room it takes until it is closed.
    final class Body implements AutoCloseable {
        private byte[] bytes = NOTHING;
        private long taken;

        private Body() {}

        byte[] bytes() {
            return bytes;
        }

        /// Makes room for `size` bytes in all.
        private void claim(int size) {
            long more = size <= HttpLimits.SMALL_BODY_BYTES ? 0 : size - taken;
            if (more > 0) {
                if (bytesLeft.addAndGet(-more) < 0) {
                    bytesLeft.addAndGet(more);
                    throw Problems.overloaded("too many large bodies are under way: send it again")
                            .thrown();
                }
                taken += more;
            }
            bytes = Arrays.copyOf(bytes, size);
        }

        @Override
        public void close() {
            bytesLeft.addAndGet(taken);
            taken = 0;
        }
    }

    /// @param declared bytes, or -1 when the sender does not say
    /// @throws ProblemException 413, 408 or 503
    Body read(InputStream in, long declared) throws IOException {
        if (declared > limits.bodyBytes()) {
            throw tooLarge();
        }
        var body = new Body();
        try {
            long end = System.nanoTime() + limits.arrival().toNanos();
            body.claim(declared >= 0 ? (int) declared : Math.min(FIRST_BYTES, limits.bodyBytes() + 1));
            int length = 0;
            while (true) {
                if (length == body.bytes.length) {
                    if (length == declared) {
                        return body;
                    }
                    if (length > limits.bodyBytes()) {
                        throw tooLarge();
                    }
                    body.claim(Math.min(length * 2, limits.bodyBytes() + 1));
                }
                int read = in.read(body.bytes, length, body.bytes.length - length);
                if (read < 0) {
                    body.bytes = Arrays.copyOf(body.bytes, length);
                    return body;
                }
                length += read;
                if (System.nanoTime() > end) {
                    throw late();
                }
            }
        } catch (IOException e) {
            body.close();
            if (e.getCause() instanceof TimeoutException) {
                throw late();
            }
            throw e;
        } catch (RuntimeException e) {
            body.close();
            throw e;
        }
    }

    ProblemException tooLarge() {
        return Problem.of(
                        ProblemType.TOO_LARGE,
                        "a body may have " + limits.bodyBytes()
                                + " bytes: send less at once, or stream it to POST /v1/import")
                .thrown();
    }

    private ProblemException late() {
        return Problem.of(
                        ProblemType.REQUEST_TIMEOUT,
                        "the body did not arrive within " + limits.arrival().toMillis() + " ms, or paused for "
                                + limits.idle().toMillis() + " ms")
                .withHeader("Connection", "close")
                .thrown();
    }
}
