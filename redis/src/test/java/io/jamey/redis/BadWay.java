package io.jamey.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A way to a server on this machine that a test can make slow, or a hole in which everything disappears.
final class BadWay implements AutoCloseable {
    private final ServerSocket entrance;
    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile int delayMillis;
    private volatile boolean hole;

    /// @param port of the server
    BadWay(int port) {
        this.port = port;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String redisUrl() {
        return "redis://127.0.0.1:" + entrance.getLocalPort();
    }

    /// What passes from now on takes so long each way.
    void delay(int millis) {
        delayMillis = millis;
    }

    /// From now on nothing passes, and what was under way is lost.
    void swallow(boolean everything) {
        hole = everything;
    }

    private void accept() {
        try {
            while (true) {
                Socket in = entrance.accept();
                var out = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(in);
                sockets.add(out);
                Thread.ofVirtual().start(() -> pass(in, out));
                Thread.ofVirtual().start(() -> pass(out, in));
            }
        } catch (IOException e) {
            closeAll(); // the end
        }
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                RedisServer.pause(delayMillis);
                if (!hole) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One end is gone; now both are.
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }
}
