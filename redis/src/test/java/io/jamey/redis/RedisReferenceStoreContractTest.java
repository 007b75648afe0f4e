package io.jamey.redis;

import io.jamey.MemoryStore;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;

/// The whole contract, of Redis over the reference store.
class RedisReferenceStoreContractTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return Stores.over(new ReferenceMemoryStore(clock), clock);
    }
}
