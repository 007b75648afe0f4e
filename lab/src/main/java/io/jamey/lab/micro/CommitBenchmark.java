package io.jamey.lab.micro;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleVectors;
import io.jamey.embedded.EmbeddedMemoryStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// Durable stores by one caller, by sixteen and in bulk, into a namespace of some size, and beside them what the disk
/// allows: an append of as many bytes and a sync. The slowest of sixteen callers' samples is the worst stall.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CommitBenchmark {
    private static final int DIMENSION = 1536;
    private static final int ROWS = 1000;
    /// Memories that are there already.
    private static final int STORED = 10_000;
    private static final int BATCH = 100;
    private static final Namespace NAMESPACE = Namespace.of("micro");

    /// About what a record with its embedding takes.
    private static final int RECORD_BYTES = 6600;

    private final AtomicInteger next = new AtomicInteger();
    private List<NewMemory> rows = List.of();
    private @Nullable Path folder;
    private @Nullable EmbeddedMemoryStore store;
    private @Nullable FileChannel log;

    @Setup
    public void open() throws IOException {
        var vectors = SampleVectors.realistic(DIMENSION, 42);
        var memories = new SampleMemories(vectors);
        rows = memories.rows(0, ROWS)
                .map(memory -> NewMemory.of(memory.content())
                        .embedding(memory.embedding().orElseThrow())
                        .build())
                .toList();
        folder = Files.createTempDirectory("jamey-micro-");
        store = EmbeddedMemoryStore.open(folder.resolve("micro.db"));
        for (int stored = 0; stored < STORED; stored += BATCH) {
            bulk_import();
        }
        log = FileChannel.open(folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @TearDown
    public void close() throws IOException {
        if (store != null) {
            store.close();
        }
        if (log != null) {
            log.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private EmbeddedMemoryStore store() {
        if (store == null) {
            throw new IllegalStateException("not open");
        }
        return store;
    }

    private NewMemory nextRow() {
        return rows.get(Math.floorMod(next.getAndIncrement(), ROWS));
    }

    @Benchmark
    @Threads(1)
    public Memory one_caller() {
        return store().store(NAMESPACE, nextRow());
    }

    @Benchmark
    @BenchmarkMode({Mode.Throughput, Mode.SampleTime})
    @Threads(16)
    public Memory sixteen_callers() {
        return store().store(NAMESPACE, nextRow());
    }

    @Benchmark
    @Threads(1)
    @OperationsPerInvocation(BATCH)
    public List<Memory> bulk_import() {
        return store().storeAll(
                        NAMESPACE, Stream.generate(this::nextRow).limit(BATCH).toList());
    }

    @Benchmark
    @Threads(1)
    public long append_and_sync() throws IOException {
        return append(RECORD_BYTES);
    }

    @Benchmark
    @Threads(1)
    @OperationsPerInvocation(BATCH)
    public long append_and_sync_in_bulk() throws IOException {
        return append(BATCH * RECORD_BYTES);
    }

    private long append(int bytes) throws IOException {
        if (log == null) {
            throw new IllegalStateException("not open");
        }
        log.write(ByteBuffer.allocate(bytes), log.size());
        log.force(false);
        return log.size();
    }
}
