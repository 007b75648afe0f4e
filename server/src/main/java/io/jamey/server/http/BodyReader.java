package io.jamey.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/// Reads the bodies of requests as a whole, within limits: of one, of all together, of time. No thread waits for a
/// body: what is there is read, and for the rest the connection is asked to call when more has come.
final class BodyReader {
    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 8 << 10;

    private final Gate gate;
    private final HttpLimits limits;
    private final AtomicLong bytesLeft;

    BodyReader(Gate gate) {
        this.gate = gate;
        limits = gate.limits();
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

    /// The body of a request that has none.
    Body nothing() {
        return new Body();
    }

    /// Hands the body over when it is there, on the thread that read the last of it, or says why it will not come:
    /// [ProblemException] 413, 408 or 503, or what became of the connection.
    void read(Request request, Consumer<Body> whole, Consumer<Throwable> failed) {
        new Arrival(request, whole, failed).begin();
    }

    /// One body on its way in. Runs when more of it has come, never twice at once.
    private final class Arrival implements Invocable.Task, WaitingRoom.Waiter {
        private final Request request;
        private final long declared;
        private final Consumer<Body> whole;
        private final Consumer<Throwable> failed;
        private final long end = System.nanoTime() + limits.arrival().toNanos();
        private final Body body = new Body();
        private int length;
        private boolean waits;

        private Arrival(Request request, Consumer<Body> whole, Consumer<Throwable> failed) {
            this.request = request;
            declared = request.getLength();
            this.whole = whole;
            this.failed = failed;
        }

        private void begin() {
            try {
                if (declared > limits.bodyBytes()) {
                    throw tooLarge();
                }
                body.claim(declared >= 0 ? (int) declared : Math.min(FIRST_BYTES, limits.bodyBytes() + 1));
            } catch (RuntimeException e) {
                end(e);
                return;
            }
            run();
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            try {
                if (!isWhole()) {
                    return;
                }
            } catch (IOException | RuntimeException e) {
                end(e);
                return;
            }
            gate.waiting().leave(this);
            whole.accept(body);
        }

        @Override
        public boolean isBegun() {
            return false;
        }

        @Override
        public void giveUp() {
            Visit.abort(request, "others need the place of a body that does not come");
        }

        /// Takes what has come, and asks to be called again unless that was the last of it.
        private boolean isWhole() throws IOException {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    if (!waits && !gate.waiting().enter(this)) {
                        throw Problems.overloaded("too many bodies are on their way: send it again, in one go")
                                .thrown();
                    }
                    waits = true;
                    request.demand(this);
                    return false;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    throw failure(chunk.getFailure());
                }
                try {
                    take(chunk.getByteBuffer());
                } finally {
                    chunk.release();
                }
                if (System.nanoTime() > end) {
                    throw late(limits);
                }
                if (chunk.isLast()) {
                    body.bytes = length == body.bytes.length ? body.bytes : Arrays.copyOf(body.bytes, length);
                    return true;
                }
            }
        }

        private void take(ByteBuffer come) {
            int more = come.remaining();
            while (more > body.bytes.length - length) {
                if (body.bytes.length > limits.bodyBytes()) {
                    throw tooLarge();
                }
                body.claim(Math.min(Math.max(length + more, body.bytes.length * 2), limits.bodyBytes() + 1));
            }
            come.get(body.bytes, length, more);
            length += more;
        }

        private IOException failure(Throwable cause) {
            if (cause instanceof TimeoutException) {
                throw late(limits);
            }
            return cause instanceof IOException e ? e : new IOException(cause);
        }

        private void end(Throwable why) {
            body.close();
            gate.waiting().leave(this);
            failed.accept(why);
        }
    }

    private ProblemException tooLarge() {
        return Problem.of(
                        ProblemType.TOO_LARGE,
                        "a body may have " + limits.bodyBytes()
                                + " bytes: send less at once, or stream it to POST /v1/import")
                .thrown();
    }

    static ProblemException late(HttpLimits limits) {
        return Problem.of(
                        ProblemType.REQUEST_TIMEOUT,
                        "the body did not arrive within " + limits.arrival().toMillis() + " ms, or paused for "
                                + limits.idle().toMillis() + " ms")
                .withHeader("Connection", "close")
                .thrown();
    }
}
