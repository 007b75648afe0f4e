package io.jamey.redis;

import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;

/// One of several processes that read and write the same memories, each through its caches. It judges what it reads by
/// the store itself, and says on one line how it was.
///
/// Arguments: url of Redis, prefix, file of the store, seconds, seed, how long to wait for Redis, and
/// `deaf` to plant a mistake: a cache that is not told of the writes of others.
final class CoherenceChild {
    private static final Namespace HOME = Namespace.of("home");

    private final MappedStore store;
    private final CachedMemoryStore cached;
    private final RedisCachedMemoryStore shared;
    private final Random random;
    private final long seconds;
    private long end;
    /// What this process knows to be written.
    private final AtomicLongArray acknowledged = new AtomicLongArray(MappedStore.MEMORIES);
    private long[] ages = new long[1 << 16];
    private int reads;
    private int ownStale;

    private CoherenceChild(String[] arguments) throws IOException {
        store = MappedStore.open(Path.of(arguments[2]));
        shared = RedisCachedMemoryStore.open(
                store, RedisOptions.of(arguments[0]).prefix(arguments[1]).timeout(Duration.parse(arguments[5])));
        cached = new CachedMemoryStore(shared, CacheOptions.defaults());
        if (arguments.length == 6) {
            shared.tell(cached);
        }
        seconds = Long.parseLong(arguments[3]);
        random = new Random(Long.parseLong(arguments[4]));
    }

    public static void main(String[] arguments) throws Exception {
        var child = new CoherenceChild(arguments);
        System.out.println("ready");
        System.in.read(); // all begin at once
        Thread.ofPlatform().daemon().start(CoherenceChild::endWithParent);
        child.run();
    }

    /// Its input ends when the parent is gone.
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // the same
        }
        Runtime.getRuntime().halt(3);
    }

    private void run() throws InterruptedException {
        cached.listPaginated(HOME, 10, 0);
        end = System.nanoTime() + seconds * 1_000_000_000;
        Thread writer = Thread.ofPlatform().start(this::write);
        while (System.nanoTime() < end) {
            read();
        }
        writer.join();
        long[] sorted = Arrays.copyOf(ages, reads);
        Arrays.sort(sorted);
        System.out.printf(
                "reads %d hits %d redis %d own %d p999 %d worst %d%n",
                reads,
                cached.statistics().hits(),
                shared.statistics().hits(),
                ownStale,
                sorted[(int) (reads * 0.999)] / 1_000_000,
                sorted[reads - 1] / 1_000_000);
        cached.close();
        System.exit(0);
    }

    private void write() {
        var which = new Random(random.nextLong());
        MemoryPatch next = MemoryPatch.change().importance(0.1).build();
        try {
            while (System.nanoTime() < end) {
                int number = which.nextInt(MappedStore.MEMORIES);
                long version = cached.update(HOME, MappedStore.id(number), next)
                        .orElseThrow()
                        .version();
                acknowledged.accumulateAndGet(number, version, Math::max);
                Thread.sleep(which.nextInt(20));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        int number = random.nextInt(MappedStore.MEMORIES);
        long own = acknowledged.get(number);
        long now = System.nanoTime();
        Memory memory;
        if (random.nextBoolean()) {
            memory = cached.retrieve(HOME, MappedStore.id(number)).orElseThrow();
        } else {
            List<Memory> page = cached.listPaginated(HOME, 10, 0).items();
            memory = page.get(number);
        }
        if (memory.version() < own) {
            ownStale++;
        }
        if (reads == ages.length) {
            ages = Arrays.copyOf(ages, 2 * reads);
        }
        ages[reads++] = age(number, memory.version(), now);
    }

    /// How long ago what was read had been replaced when it was asked for, in nanoseconds; 0 if it had not.
    private long age(int number, long version, long asked) {
        if (version >= store.version(number)) {
            return 0;
        }
        long replaced = store.since(number, version + 1);
        return replaced == 0 ? 0 : Math.max(0, asked - replaced);
    }
}
