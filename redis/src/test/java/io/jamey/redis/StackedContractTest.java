package io.jamey.redis;

import io.jamey.MemoryStore;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;

/// The whole contract, of the process's cache over Redis over the reference store.
class StackedContractTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        RedisCachedMemoryStore shared = Stores.over(new ReferenceMemoryStore(clock), clock);
        var cached = new CachedMemoryStore(shared, CacheOptions.defaults().clock(clock));
        shared.tell(cached);
        return cached;
    }
}
