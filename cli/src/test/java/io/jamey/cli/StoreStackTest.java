package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.server.access.Quota;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStackTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Quota ROOM_FOR_A_TEXT = new Quota(Long.MAX_VALUE, 200);

    @TempDir
    private Path folder;

    @Test
    void aQuotaCountsTheEmbeddingsThatAreMadeHere() {
        var memory = NewMemory.of("Ann drinks green tea.").build();
        try (var bare = StoreStack.create(folder.resolve("bare.db"), new EmbedderSettings.None(), ROOM_FOR_A_TEXT)) {
            bare.store().store(ANN, memory);
            assertThat(bare.records().count(ANN, Filter.everything())).isEqualTo(1);
        }
        try (var embedding =
                StoreStack.create(folder.resolve("embedding.db"), new EmbedderSettings.Local(), ROOM_FOR_A_TEXT)) {
            assertThatThrownBy(() -> embedding.store().store(ANN, memory))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.FULL));
            assertThat(embedding.records().count(ANN, Filter.everything())).isZero();
        }
    }
}
