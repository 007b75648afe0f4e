package io.jamey.redis;

import io.jamey.MemoryStore;
import io.jamey.testkit.CoherenceContract;
import io.jamey.testkit.MovableClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class RedisCoherenceTest implements CoherenceContract {
    private final List<MemoryStore> opened = new ArrayList<>();

    @Override
    public MemoryStore cached(MemoryStore store, MovableClock clock) {
        MemoryStore cached = Stores.over(store, clock);
        opened.add(cached);
        return cached;
    }

    @AfterEach
    void close() {
        opened.forEach(MemoryStore::close);
    }
}
