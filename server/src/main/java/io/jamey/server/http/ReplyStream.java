package io.jamey.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/// The body of an answer on its way out. What is short goes out in one piece with its length; what is long in pieces,
/// each waiting until the caller has taken the one before. A caller who does not take a piece in time is given up.
final class ReplyStream extends OutputStream {
    private static final int FIRST_BYTES = 4 << 10;
    private static final int PIECE_BYTES = 64 << 10;
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final Request request;
    private final Response response;
    private final Duration patience;
    private final Runnable waits;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int length;
    private boolean begun;

    /// @param patience with each piece
    /// @param waits is run before each piece that is waited for
    ReplyStream(Request request, Response response, Duration patience, Runnable waits) {
        this.request = request;
        this.response = response;
        this.patience = patience;
        this.waits = waits;
    }

    /// Sends an answer that is short, from any thread.
    static void send(Reply reply, Request request, Response response, Callback callback) {
        var out = new ReplyStream(request, response, SHORT, () -> {});
        try {
            out.head(reply);
            reply.body().writeTo(out);
        } catch (IOException e) {
            callback.failed(e);
            return;
        }
        out.end(callback);
    }

    void head(Reply reply) {
        announceEnd(request, response);
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        if (reply.mediaType() != null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.mediaType());
        }
    }

    /// What is still to come of a body that nobody reads would be taken for the next request, so that the connection
    /// ends with the answer: the caller must know, or his next request goes into the void.
    static void announceEnd(Request request, Response response) {
        if (!request.consumeAvailable()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (length == buffer.length) {
                makeRoom(count - done);
            }
            int part = Math.min(count - done, buffer.length - length);
            System.arraycopy(bytes, from + done, buffer, length, part);
            length += part;
            done += part;
        }
    }

    private void makeRoom(int wanted) throws IOException {
        if (buffer.length < PIECE_BYTES) {
            buffer = Arrays.copyOf(buffer, grown(buffer.length, wanted));
            return;
        }
        begun = true;
        waits.run();
        Scheduler.Task alarm = alarm();
        try (Blocker.Callback sent = Blocker.callback()) {
            response.write(false, ByteBuffer.wrap(buffer, 0, length), sent);
            sent.block();
        } finally {
            alarm.cancel();
        }
        length = 0;
    }

    /// The next size of a full buffer: at least double, as much as is wanted, and a piece at most.
    static int grown(int full, int wanted) {
        return (int) Math.min(PIECE_BYTES, Math.max(2L * full, (long) full + wanted));
    }

    /// A caller who takes a few bytes now and then never lets the connection be silent.
    private Scheduler.Task alarm() {
        return request.getConnectionMetaData()
                .getConnector()
                .getScheduler()
                .schedule(
                        () -> Visit.abort(request, "the caller does not take the answer"),
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /// Sends what is left, and completes the request.
    void end(Callback callback) {
        if (!begun) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
        response.write(true, ByteBuffer.wrap(buffer, 0, length), callback);
    }
}
