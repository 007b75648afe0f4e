package io.jamey.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A way to a server on the same machine that can be slow, dead or cut.
final class Proxy implements AutoCloseable {
    enum Fault {
        NONE,
        /// Bytes take a while.
        SLOW,
        /// Bytes go in and never come out; connections are still taken.
        BLACK_HOLE,
        /// Connections are cut as soon as something is said.
        RESET
    }

    private static final long SLOW_MILLIS = 20;
    private static final int LINGER_NONE = 0;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    Proxy(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void set(Fault next) {
        fault = next;
        if (next == Fault.RESET) {
            sockets.forEach(socket -> {
                try {
                    cut(socket);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(caller);
                sockets.add(server);
                Thread.ofPlatform().daemon().start(() -> copy(caller, server));
                Thread.ofPlatform().daemon().start(() -> copy(server, caller));
            } catch (IOException e) {
                pause(1);
            }
        }
    }

    private void copy(Socket from, Socket to) {
        var buffer = new byte[8_192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fault == Fault.RESET) {
                    cut(from);
                    cut(to);
                    return;
                }
                while (fault == Fault.BLACK_HOLE) {
                    pause(5);
                }
                if (fault == Fault.SLOW) {
                    pause(SLOW_MILLIS);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // The other side has gone, as it does here.
            sockets.remove(from);
        }
    }

    private void cut(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, LINGER_NONE);
        }
        socket.close();
        sockets.remove(socket);
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        fault = Fault.NONE;
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
