package io.jamey.client;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/// A connection whose waits an interrupt ends, and which knows at once whether the server has closed it.
final class Connection extends DefaultManagedHttpClientConnection {
    /// Written and read at one time: room for a search with an embedding of 1536 dimensions in base64.
    private static final Http1Config BUFFERS =
            Http1Config.custom().setBufferSize(32 << 10).build();

    private static final AtomicLong NUMBERS = new AtomicLong();

    Connection() {
        super("jamey-" + NUMBERS.incrementAndGet(), null, null, BUFFERS, null, null, null, null);
    }

    /// A channel's socket: others ignore interrupts on platform threads.
    ///
    /// @param socks not used
    static Socket socket(Proxy socks) throws IOException {
        return SocketChannel.open().socket();
    }

    /// The library's own check waits a millisecond for bytes, which is longer than many a call takes. Over
    /// TLS it is asked where something has come: that may be a ticket, which servers send behind their first
    /// answer, or the end.
    @Override
    public boolean isStale() {
        SocketHolder holder = getSocketHolder();
        if (holder == null) {
            return true;
        }
        SocketChannel channel = holder.getBaseSocket().getChannel();
        try {
            return getSSLSession() == null ? !isSilent(channel) : hasCome(channel) && super.isStale();
        } catch (IOException e) {
            return true;
        }
    }

    /// Takes a byte of what has come.
    private static boolean isSilent(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
        channel.configureBlocking(true);
        return silent;
    }

    /// Whether there is something to be read, or the end; leaves it there.
    private static boolean hasCome(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        boolean come;
        try (var selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            come = selector.selectNow() > 0;
        }
        channel.configureBlocking(true);
        return come;
    }
}
