package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.PoolStatus;
import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.Folders;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.postgres.PostgresMemoryStore;
import io.jamey.redis.RedisCachedMemoryStore;
import io.jamey.redis.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The store in PostgreSQL, to be measured, bare or with a layer before it. Each store is a database of its own; its
/// folder says which.
final class PostgresSource implements StoreSource {
    /// The file that holds a database's name.
    private static final String NAME = "database";

    /// Of the cache that stands before every store that is opened: enough for 10,000 memories.
    private static final long CACHE_BYTES = 256L << 20;

    private final String name;
    private final MeasuredDatabases databases;
    private final Optional<Layer> layer;
    /// All stores opened here, for what they have counted; most are closed.
    private final Queue<PostgresMemoryStore> opened = new ConcurrentLinkedQueue<>();

    private PostgresSource(String name, MeasuredDatabases databases, Optional<Layer> layer) {
        this.name = name;
        this.databases = databases;
        this.layer = layer;
    }

    /// What stands before a store that is opened.
    @FunctionalInterface
    private interface Layer {
        /// @param database the store's, which no other store has
        /// @param bytes of this process's memory, for a layer that keeps answers there
        MemoryStore over(MemoryStore store, String database, long bytes);
    }

    /// Only what is to be measured with a cache has one, in this process.
    static PostgresSource bare(MeasuredDatabases databases) {
        return new PostgresSource("postgres", databases, Optional.empty());
    }

    /// With a cache in this process.
    static PostgresSource cached(MeasuredDatabases databases) {
        return new PostgresSource("cached", databases, Optional.of(PostgresSource::inProcess));
    }

    /// With a cache in Redis, and none in this process.
    static PostgresSource shared(MeasuredDatabases databases, String redis) {
        return new PostgresSource(
                "redis", databases, Optional.of((store, database, _) -> inRedis(store, database, redis)));
    }

    private static MemoryStore inProcess(MemoryStore store, String database, long bytes) {
        return new CachedMemoryStore(store, CacheOptions.defaults().bytes(bytes));
    }

    private static MemoryStore inRedis(MemoryStore store, String database, String redis) {
        // What an earlier store of this database has left is older than this one.
        String prefix = database + "." + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        var shared = RedisCachedMemoryStore.open(store, RedisOptions.of(redis).prefix(prefix));
        PoolStatus status = shared.redisStatus();
        if (status.health() != PoolStatus.Health.UP) {
            shared.close();
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE, "Redis would not be measured: " + status.message(), null);
        }
        return shared;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String data() {
        return "postgres";
    }

    @Override
    public boolean isServer() {
        return true;
    }

    @Override
    public String code() {
        return Program.running().dataKey("postgres");
    }

    @Override
    public MemoryStore open(Path folder) {
        MemoryStore store = openWithoutCache(folder);
        return layer.isEmpty() ? store : layer.get().over(store, database(folder), CACHE_BYTES);
    }

    @Override
    public MemoryStore openCached(Path folder, long bytes) {
        MemoryStore store = openWithoutCache(folder);
        return layer.orElse(PostgresSource::inProcess).over(store, database(folder), bytes);
    }

    @Override
    public MemoryStore openWithoutCache(Path folder) {
        if (!Files.exists(folder)) {
            keep(folder, databases.create());
        }
        var store = PostgresMemoryStore.open(databases.options(database(folder)));
        opened.add(store);
        return store;
    }

    @Override
    public void settle(MemoryStore store) {
        // what a server does on its own was done before the database was copied
    }

    @Override
    public Work work() {
        return Work.of(
                Count.STATEMENTS,
                opened.stream().mapToDouble(PostgresMemoryStore::statements).sum());
    }

    @Override
    public void compact(MemoryStore store) {
        throw new IllegalStateException("only goals give room back, and those are not measured on a server");
    }

    @Override
    public boolean isThere(Path folder) {
        return Files.exists(folder) && databases.has(database(folder));
    }

    @Override
    public void copy(Path from, Path to) {
        keep(to, databases.copy(database(from)));
    }

    @Override
    public void delete(Path folder) {
        if (Files.exists(folder)) {
            databases.drop(database(folder));
            Folders.delete(folder);
        }
    }

    private static void keep(Path folder, String database) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(NAME), database);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String database(Path folder) {
        try {
            return Files.readString(folder.resolve(NAME), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " names no database: " + e.getMessage(), e);
        }
    }
}
