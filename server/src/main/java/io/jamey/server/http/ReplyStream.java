package io.jamey.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/// The body of an answer on its way out. What is short goes out in one piece with its length; what is long in pieces,
/// each waiting until the caller has taken the one before.
final class ReplyStream extends OutputStream {
    private static final int FIRST_BYTES = 4 << 10;
    private static final int PIECE_BYTES = 64 << 10;

    private final Response response;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int length;
    private boolean begun;

    ReplyStream(Response response) {
        this.response = response;
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
            buffer = Arrays.copyOf(buffer, Math.clamp((long) length + wanted, buffer.length * 2, PIECE_BYTES));
            return;
        }
        begun = true;
        try (Blocker.Callback sent = Blocker.callback()) {
            response.write(false, ByteBuffer.wrap(buffer, 0, length), sent);
            sent.block();
        }
        length = 0;
    }

    /// Sends what is left, and completes the request.
    void end(Callback callback) {
        if (!begun) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
        response.write(true, ByteBuffer.wrap(buffer, 0, length), callback);
    }
}
