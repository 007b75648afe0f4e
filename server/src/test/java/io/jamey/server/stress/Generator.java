package io.jamey.server.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Sends prepared requests over connections that stay open, from one thread that never sleeps and makes hardly any
/// garbage: so that a server on one core can be asked for ten times what it can do from another.
final class Generator implements AutoCloseable {
    private static final byte[] HEALTH = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1);
    private static final long HEALTH_EVERY_NANOS = Duration.ofMillis(20).toNanos();

    private final InetSocketAddress server;
    private final ByteBuffer[] prepared;
    private final SplittableRandom random;
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Connection health;
    private Heard heard = (_, _) -> {};
    private Tally tally = new Tally();
    private boolean closedLoop;

    /// Hears every answer, while its bytes are there.
    interface Heard {
        void of(int request, Answer answer);
    }

    /// One connection, with at most one request under way.
    private final class Connection {
        private final Answer answer = new Answer();
        private final boolean probes;
        private SocketChannel channel;
        private int request;
        private long since;
        private boolean busy;

        Connection(boolean probes) throws IOException {
            this.probes = probes;
            channel = connect();
        }

        private SocketChannel connect() throws IOException {
            SocketChannel made = SocketChannel.open(server);
            made.setOption(StandardSocketOptions.TCP_NODELAY, true);
            made.configureBlocking(false);
            made.register(selector, SelectionKey.OP_READ, this);
            return made;
        }

        void send(int number, ByteBuffer bytes) throws IOException {
            request = number;
            busy = true;
            answer.clear();
            since = System.nanoTime();
            bytes.rewind();
            while (bytes.hasRemaining()) { // the kernel takes a request at once, or after a moment
                channel.write(bytes);
            }
        }

        void read() throws IOException {
            int read;
            try {
                read = channel.read(answer.bytes());
            } catch (IOException _) {
                read = -1;
            }
            if (read < 0) {
                broke();
            } else if (busy && answer.isWhole()) {
                answered();
            } else if (!answer.bytes().hasRemaining()) {
                throw new IllegalStateException("an answer is longer than was expected");
            }
        }

        private void broke() throws IOException {
            if (busy) {
                tally.broken();
            }
            channel.close();
            channel = connect();
            free();
        }

        private void answered() throws IOException {
            long nanos = System.nanoTime() - since;
            if (probes) {
                tally.health(nanos);
            } else {
                tally.heard(answer, nanos);
                heard.of(request, answer);
            }
            if (answer.closes()) {
                channel.close();
                channel = connect();
            }
            free();
        }

        private void free() throws IOException {
            boolean wasBusy = busy;
            busy = false;
            if (probes || !wasBusy) {
                return;
            }
            if (closedLoop) {
                next(this);
            } else {
                idle.add(this);
            }
        }
    }

    /// @param requests of which each time one is chosen, all alike
    Generator(int port, int connections, List<byte[]> requests, long seed) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        prepared = requests.stream().map(Generator::direct).toArray(ByteBuffer[]::new);
        random = new SplittableRandom(seed);
        health = new Connection(true);
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(false));
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    void hear(Heard listener) {
        heard = listener;
    }

    private void next(Connection connection) throws IOException {
        int number = random.nextInt(prepared.length);
        tally.sent();
        connection.send(number, prepared[number]);
    }

    /// Each of the first so many connections sends its next request when its last is answered.
    Tally closed(int active, Duration time) throws IOException {
        begin();
        closedLoop = true;
        for (Connection connection : connections.subList(0, active)) {
            next(connection);
        }
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            turn();
        }
        closedLoop = false;
        Tally result = tally;
        rest(result);
        return result;
    }

    /// Sends so many requests a second, whatever is answered; those that find no connection free are sent as soon as
    /// one is.
    Tally open(double perSecond, Duration time) throws IOException {
        begin();
        idle.addAll(connections);
        long begun = System.nanoTime();
        long now = begun;
        while (now - begun < time.toNanos()) {
            long due = (long) ((now - begun) * perSecond / 1e9);
            for (int burst = 0; burst < 16 && tally.sentRequests() < due && !idle.isEmpty(); burst++) {
                next(idle.poll());
            }
            turn();
            now = System.nanoTime();
        }
        Tally result = tally;
        rest(result);
        return result;
    }

    private void begin() {
        tally = new Tally();
        idle.clear();
    }

    /// Waits for what is still under way, and counts it too.
    private void rest(Tally result) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (connections.stream().anyMatch(connection -> connection.busy) && System.nanoTime() < end) {
            turn();
        }
        connections.stream().filter(connection -> connection.busy).forEach(_ -> result.broken());
    }

    private void turn() throws IOException {
        if (!health.busy && System.nanoTime() - health.since > HEALTH_EVERY_NANOS) {
            health.send(-1, ByteBuffer.wrap(HEALTH));
        }
        if (selector.selectNow() > 0) {
            for (SelectionKey key : selector.selectedKeys()) {
                ((Connection) key.attachment()).read();
            }
            selector.selectedKeys().clear();
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        health.channel.close();
        selector.close();
    }
}
