package io.jamey.server.access;

import io.jamey.MemoryStore;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;

/// With an ample quota nothing can be told from the store itself.
class QuotaStoreContractTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return new QuotaMemoryStore(new ReferenceMemoryStore(clock), new Quota(1L << 40, 1L << 50), clock);
    }
}
