package io.jamey.testkit;

import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The promises of [MemoryStore], as tests. A store's test class extends it and says how to open the store:
///
/// ```java
/// class EmbeddedMemoryStoreTest extends MemoryStoreContract {
///     @Override
///     protected MemoryStore open(InstantSource clock) {
///         return EmbeddedMemoryStore.open(...);
///     }
/// }
/// ```
///
/// Each interface it joins holds the promises of one capability. Around the namespace under test live
/// look-alike tenants with the same ids, contents and embeddings; after every test they must be unchanged.
public abstract class MemoryStoreContract
        implements StoringContract,
                RetrievingContract,
                UpdatingContract,
                DeletingContract,
                PagingContract,
                IteratingContract,
                FilteringContract,
                SearchContract,
                RankingContract,
                ExpiryContract,
                AccessContract,
                IsolationContract,
                MalformedInputContract,
                TextContract,
                ConcurrencyContract,
                ClosingContract,
                RandomOperationsContract {
    private final MovableClock clock = new MovableClock();
    private final List<MemoryStore> opened = new ArrayList<>();
    private MemoryStore store;
    private LookAlikeTenants tenants;

    /// Opens a new, empty store that shares nothing with those opened before it. May be called several times in
    /// one test; the kit closes each store after the test.
    protected abstract MemoryStore open(InstantSource clock);

    /// What the store does otherwise than the contract says; nothing, as a rule. The tests concerned then expect
    /// that instead.
    protected Set<Deviation> deviations() {
        return Set.of();
    }

    @BeforeEach
    protected final void settleLookAlikes() {
        store = another();
        tenants = new LookAlikeTenants(store, clock);
        tenants.settle(List.of(Samples.complete(900_001).build(), Samples.numbered(900_002)));
    }

    @AfterEach
    protected final void checkLookAlikesAndClose() {
        try {
            tenants.assertUnchanged();
        } finally {
            opened.forEach(MemoryStore::close);
        }
    }

    @Override
    public final MemoryStore store() {
        return store;
    }

    @Override
    public final boolean deviates(Deviation deviation) {
        return deviations().contains(deviation);
    }

    @Override
    public final MovableClock clock() {
        return clock;
    }

    @Override
    public final Namespace home() {
        return LookAlikeTenants.HOME;
    }

    @Override
    public final List<Memory> given(List<NewMemory> memories) {
        List<Memory> stored = store.storeAll(home(), memories);
        tenants.settle(memories);
        return stored;
    }

    @Override
    public final void givenElsewhere(List<NewMemory> memories) {
        tenants.settle(memories);
    }

    @Override
    public final MemoryStore another() {
        MemoryStore another = open(clock);
        opened.add(another);
        return another;
    }
}
