package io.jamey.layers;

import io.jamey.MemoryStore;
import io.jamey.testkit.Deviation;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/// The whole contract, but for what an embedding store is there for.
class EmbeddingMemoryStoreContractTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        return new EmbeddingMemoryStore(new ReferenceMemoryStore(clock), new FakeEmbedder());
    }

    @Override
    protected Set<Deviation> deviations() {
        return EnumSet.of(Deviation.EMBEDS_TEXT, Deviation.READS_BEFORE_WRITING);
    }
}
