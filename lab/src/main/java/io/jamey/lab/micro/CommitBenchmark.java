package io.jamey.lab.micro;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.Namespace;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// Durable stores by one caller and by sixteen, and beside them what the disk allows: an append of as many bytes and
/// a sync.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CommitBenchmark {
    private static final int DIMENSION = 1536;
    private static final int ROWS = 1000;
    private static final Namespace NAMESPACE = Namespace.of("micro");

    /// About what a record with its embedding takes.
    private static final int RECORD_BYTES = 6600;

    private final AtomicInteger next = new AtomicInteger();
    private List<SampleRow> rows = List.of();
    private @Nullable Path folder;
    private @Nullable EmbeddedMemoryStore store;
    private @Nullable FileChannel log;

    private record SampleRow(String content, Embedding embedding) {}

    @Setup
    public void open() throws IOException {
        var vectors = SampleVectors.realistic(DIMENSION, 42);
        var memories = new SampleMemories(vectors);
        rows = memories.rows(0, ROWS)
                .map(memory ->
                        new SampleRow(memory.content(), memory.embedding().orElseThrow()))
                .toList();
        folder = Files.createTempDirectory("jamey-micro-");
        store = EmbeddedMemoryStore.open(folder.resolve("micro.db"));
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

    private Memory storeOne() {
        if (store == null) {
            throw new IllegalStateException("not open");
        }
        SampleRow row = rows.get(Math.floorMod(next.getAndIncrement(), ROWS));
        return store.store(
                NAMESPACE,
                io.jamey.NewMemory.of(row.content())
                        .id(MemoryIds.next())
                        .embedding(row.embedding())
                        .build());
    }

    @Benchmark
    @Threads(1)
    public Memory one_caller() {
        return storeOne();
    }

    @Benchmark
    @Threads(16)
    public Memory sixteen_callers() {
        return storeOne();
    }

    @Benchmark
    @Threads(1)
    public long append_and_sync() throws IOException {
        if (log == null) {
            throw new IllegalStateException("not open");
        }
        log.write(ByteBuffer.allocate(RECORD_BYTES), log.size());
        log.force(false);
        return log.size();
    }
}
