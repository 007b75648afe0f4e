package io.jamey.layers;

import io.jamey.MemoryStore;
import io.jamey.performance.OperationMetrics;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;

class MeteredMemoryStoreContractTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return new MeteredMemoryStore(new ReferenceMemoryStore(clock), new OperationMetrics());
    }
}
