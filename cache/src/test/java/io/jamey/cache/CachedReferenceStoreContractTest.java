package io.jamey.cache;

import io.jamey.MemoryStore;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;

/// The whole contract, over the reference store.
class CachedReferenceStoreContractTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return new CachedMemoryStore(
                new ReferenceMemoryStore(clock), CacheOptions.defaults().clock(clock));
    }
}
