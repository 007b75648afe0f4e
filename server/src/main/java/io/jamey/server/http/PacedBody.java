package io.jamey.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The body of a stream, which may take as long as it likes but must keep coming: a thousand bytes for each second that
/// was spent waiting for it. Time the reader takes for himself does not count.
final class PacedBody extends InputStream {
    private final InputStream in;
    private final HttpLimits limits;
    private long waitedNanos;
    private long bytes;

    /// @param limits of which `arrival` is how long it is waited before its pace is looked at, again and again
    PacedBody(InputStream in, HttpLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        long begun = System.nanoTime();
        int read;
        try {
            read = in.read(into, from, count);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw tooSlow();
            }
            throw e;
        }
        waitedNanos += System.nanoTime() - begun;
        bytes += Math.max(0, read);
        if (read >= 0 && waitedNanos > limits.arrival().toNanos()) {
            if (bytes < TimeUnit.NANOSECONDS.toMillis(waitedNanos)) {
                throw tooSlow();
            }
            waitedNanos = 0;
            bytes = 0;
        }
        return read;
    }

    private ProblemException tooSlow() {
        return Problem.of(
                        ProblemType.REQUEST_TIMEOUT,
                        "the stream brought less than 1000 bytes a second in "
                                + limits.arrival().toMillis()
                                + " ms, or paused for " + limits.idle().toMillis()
                                + " ms: go on behind the last line that was taken")
                .withHeader("Connection", "close")
                .thrown();
    }
}
