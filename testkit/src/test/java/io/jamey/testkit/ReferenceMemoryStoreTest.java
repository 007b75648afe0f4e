package io.jamey.testkit;

import io.jamey.MemoryStore;
import java.time.InstantSource;

class ReferenceMemoryStoreTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return new ReferenceMemoryStore(clock);
    }
}
