package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.cache.CacheStatistics;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.layers.MeteredMemoryStore;
import io.jamey.server.access.Quota;
import io.jamey.server.settings.CacheSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStackTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final NewMemory TEA = NewMemory.of("Ann drinks green tea.").build();
    private static final Quota ROOM_FOR_A_TEXT = new Quota(Long.MAX_VALUE, 200);
    private static final long CACHE = 1 << 20;

    @TempDir
    private Path folder;

    private StoreStack open(EmbedderSettings embedder, Quota quota, long cacheBytes) {
        return StoreStack.over(
                EmbeddedMemoryStore.open(folder.resolve("memory.db")),
                new Layers(embedder, quota, CacheSettings.inProcess(cacheBytes)));
    }

    private static CacheStatistics cached(StoreStack stack) {
        return stack.cache().map(CachedMemoryStore::statistics).orElseThrow();
    }

    @Test
    void aQuotaHoldsATextWhoseEmbeddingIsMadeByNobody() {
        try (var bare = open(new EmbedderSettings.None(), ROOM_FOR_A_TEXT, 0)) {
            bare.store().store(ANN, TEA);
            assertThat(bare.bottom().count(ANN, Filter.everything())).isEqualTo(1);
        }
    }

    @Test
    void aQuotaCountsTheEmbeddingsThatAreMadeHere() {
        try (var embedding = open(new EmbedderSettings.Local(), ROOM_FOR_A_TEXT, CACHE)) {
            assertThatThrownBy(() -> embedding.store().store(ANN, TEA))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.FULL));
            assertThat(embedding.bottom().count(ANN, Filter.everything())).isZero();
        }
    }

    @Test
    void theCacheCountsWhatCallersAskAndNotWhatTheQuotaReads() {
        try (var stack = open(new EmbedderSettings.None(), new Quota(10, 10_000), CACHE)) {
            Memory memory = stack.store().store(ANN, TEA);
            stack.store().retrieve(ANN, memory.id());
            stack.store().retrieve(ANN, memory.id());
            stack.store().delete(ANN, memory.id());

            assertThat(cached(stack).hits()).isEqualTo(1);
            assertThat(cached(stack).misses()).isEqualTo(1);
        }
    }

    @Test
    void aSearchIsAnsweredByTheCacheAndHasAPlanWhenItWasNot() {
        var plans = new ArrayList<@Nullable SearchPlan>();
        try (var stack = open(new EmbedderSettings.Local(), Quota.unlimited(), CACHE)) {
            var metered = new MeteredMemoryStore(stack.store(), (_, _, _, _, plan) -> plans.add(plan), stack.plans());
            stack.store().store(ANN, TEA);

            for (int i = 0; i < 2; i++) {
                assertThat(metered.search(ANN, SearchRequest.of("tea").build()).matches())
                        .hasSize(1);
            }

            assertThat(cached(stack).hits()).isEqualTo(1);
            assertThat(plans).hasSize(2);
            assertThat(plans.getFirst()).isNotNull();
            assertThat(plans.getLast()).isNull();
        }
    }

    @Test
    void thereIsNoCacheWhereItMayTakeNothing() {
        try (var stack = open(new EmbedderSettings.None(), Quota.unlimited(), 0)) {
            assertThat(stack.cache()).isEmpty();
            assertThat(stack.store().status().details()).doesNotContainKey("cache_entries");
        }
    }
}
