package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.metrics.StoreMetrics;
import io.jamey.server.JameyServer;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/// A server with a switch between two stores behind it, and one caller on one connection: what stands before the one
/// store and not before the other is all that changes from slice to slice.
final class SwitchedServer implements AutoCloseable {
    /// Requests in a slice: few, for the machine is another one a second later; not so few that each begins with code
    /// that the processor has forgotten.
    private static final int SLICE = 100;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final IntFunction<byte[]> requests;
    private final JameyServer server;
    private final Socket socket;
    private final InputStream in;
    private volatile boolean on;

    /// What one request took.
    ///
    /// @param wallNanos as its caller waited, the median of the slice
    /// @param cpuNanos of all threads of Java, the caller's too, without the compiler's and the collector's
    /// @param bytes allocated
    record Slice(double wallNanos, double cpuNanos, double bytes) {}

    /// @param tracing while the switch is on
    /// @param requests by number
    SwitchedServer(
            MemoryStore off, MemoryStore other, RequestTracing tracing, IntFunction<byte[]> requests, Path folder)
            throws IOException {
        this.requests = requests;
        Settings settings = Configuration.read(new Sources(
                        Optional.empty(), Map.of(), Map.of("port", "0", "metrics_port", "none"), folder, folder))
                .settings();
        server = JameyServer.start(
                settings,
                StoreMetrics.of(new Either(off, other)),
                (method, route, header) -> on ? tracing.begin(method, route, header) : _ -> {},
                _ -> {});
        socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    Slice ask(boolean switchedOn) throws IOException {
        on = switchedOn;
        long[] nanos = new long[SLICE];
        long bytes = threads.getTotalThreadAllocatedBytes();
        long cpu = cpuNanos();
        for (int i = 0; i < SLICE; i++) {
            byte[] request = requests.apply(i);
            long begin = System.nanoTime();
            socket.getOutputStream().write(request);
            answer();
            nanos[i] = System.nanoTime() - begin;
        }
        cpu = cpuNanos() - cpu;
        bytes = threads.getTotalThreadAllocatedBytes() - bytes;
        Arrays.sort(nanos);
        return new Slice(nanos[SLICE / 2], (double) cpu / SLICE, (double) bytes / SLICE);
    }

    private long cpuNanos() {
        return Arrays.stream(threads.getThreadCpuTime(threads.getAllThreadIds()))
                .filter(nanos -> nanos > 0) // of a thread that has just ended it is -1
                .sum();
    }

    private void answer() throws IOException {
        int length = -1;
        boolean first = true;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (first) {
                assertThat(line).startsWith("HTTP/1.1 200");
                first = false;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        assertThat(length).isNotNegative();
        in.skipNBytes(length);
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.close();
    }

    private final class Either extends ForwardingMemoryStore {
        private final MemoryStore other;

        Either(MemoryStore off, MemoryStore other) {
            super(off);
            this.other = other;
        }

        private MemoryStore chosen() {
            return on ? other : inner();
        }

        @Override
        public Optional<Memory> retrieve(Namespace namespace, UUID id) {
            return chosen().retrieve(namespace, id);
        }

        @Override
        public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> wanted) {
            return chosen().retrieveBatch(namespace, wanted);
        }

        @Override
        public SearchResult search(Namespace namespace, SearchRequest request) {
            return chosen().search(namespace, request);
        }

        @Override
        public Page listPaginated(Namespace namespace, PageRequest request) {
            return chosen().listPaginated(namespace, request);
        }
    }
}
