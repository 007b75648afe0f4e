package io.jamey.testkit;

import io.jamey.MemoryStore;
import java.time.InstantSource;

/// Sessions over the reference store.
class SessionTest extends SessionContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return new ReferenceMemoryStore(clock);
    }

    /// Each call looks at every memory.
    @Override
    protected int many() {
        return 2_000;
    }
}
