package io.jamey.server.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Callers who send a byte now and then, who never read, and who go away: as many of each, all the while.
final class BadClients implements AutoCloseable {
    private static final byte[] SLOW =
            head("POST /v1/memories/count?namespace=load", "Content-Type: application/json", "Content-Length: 1000");
    private static final byte[] DEAF = head("GET /v1/memories?namespace=load&limit=500&include=embedding");

    private final int port;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("bad-clients").factory());
    private final List<Socket> slow = new ArrayList<>();
    private final List<Socket> deaf = new ArrayList<>();
    private volatile boolean over;

    /// @param pauseMillis between two bytes
    BadClients(int port, int each, long pauseMillis) {
        this.port = port;
        thread.execute(() -> annoy(each, pauseMillis));
    }

    static byte[] head(String methodAndPath, String... headers) {
        return (methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n"
                        + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n")
                .getBytes(ISO_8859_1);
    }

    private void annoy(int each, long pauseMillis) {
        while (!over) {
            for (int i = 0; i < each; i++) {
                trickle(i);
                listen(i);
                vanish();
            }
            try {
                Thread.sleep(pauseMillis);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void trickle(int i) {
        try {
            if (i >= slow.size()) {
                slow.add(connect(SLOW));
            }
            slow.get(i).getOutputStream().write(' ');
        } catch (IOException _) {
            renew(slow, i, SLOW); // the server gave it up
        }
    }

    /// Asks and does not read.
    private void listen(int i) {
        if (i >= deaf.size()) {
            renew(deaf, i, DEAF);
            return;
        }
        try {
            deaf.get(i).getOutputStream().write(DEAF);
        } catch (IOException _) {
            renew(deaf, i, DEAF);
        }
    }

    private void vanish() {
        try (Socket socket = connect(SLOW)) {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // it could not even come
        }
    }

    private void renew(List<Socket> sockets, int i, byte[] request) {
        try {
            Socket made = connect(request);
            if (i < sockets.size()) {
                sockets.set(i, made).close();
            } else {
                sockets.add(made);
            }
        } catch (IOException _) {
            // the next time
        }
    }

    private Socket connect(byte[] request) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(request);
        return socket;
    }

    @Override
    public void close() throws IOException {
        over = true;
        thread.shutdownNow();
        thread.close();
        for (List<Socket> sockets : List.of(slow, deaf)) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
