package io.jamey.cli;

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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/// A server with a switch between two stores behind it, and one caller on one connection: what stands before the one
/// store and not before the other is all that changes from slice to slice.
final class SwitchedServer implements AutoCloseable {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final IntFunction<byte[]> requests;
    private final JameyServer server;
    private final Caller caller;
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
                (method, route, header, work) -> {
                    RequestTracing now = on ? tracing : TwoServers::untraced;
                    now.around(method, route, header, work);
                },
                _ -> {});
        caller = new Caller(server.uri().getPort());
    }

    Slice ask(boolean switchedOn) throws IOException {
        on = switchedOn;
        long bytes = threads.getTotalThreadAllocatedBytes();
        long cpu = cpuNanos();
        double median = caller.ask(requests);
        cpu = cpuNanos() - cpu;
        bytes = threads.getTotalThreadAllocatedBytes() - bytes;
        return new Slice(median, (double) cpu / Caller.SLICE, (double) bytes / Caller.SLICE);
    }

    private long cpuNanos() {
        return Arrays.stream(threads.getThreadCpuTime(threads.getAllThreadIds()))
                .filter(nanos -> nanos > 0) // of a thread that has just ended it is -1
                .sum();
    }

    @Override
    public void close() throws IOException {
        caller.close();
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
