package io.jamey.postgres;

import io.jamey.MemoryStore;
import io.jamey.testkit.MemoryStoreContract;
import java.time.InstantSource;

/// The store in PostgreSQL keeps the contract.
class PostgresMemoryStoreTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return PostgresMemoryStore.open(TestServer.shared().options().clock(clock));
    }
}
