package io.jamey.cache;

import io.jamey.MemoryStore;
import io.jamey.testkit.CoherenceContract;
import io.jamey.testkit.MovableClock;

class CachedMemoryStoreCoherenceTest implements CoherenceContract {
    @Override
    public MemoryStore cached(MemoryStore store, MovableClock clock) {
        return new CachedMemoryStore(store, CacheOptions.defaults().clock(clock));
    }
}
