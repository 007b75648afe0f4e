package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RecallReportTest {
    private static final int DIMENSION = 64;

    @TempDir
    private Path folder;

    private final Random random = new Random(11);

    @Test
    @Timeout(60)
    void what_searches_find_of_a_namespace_in_use_is_sampled_and_reported() throws InterruptedException {
        try (var store = EmbeddedMemoryStore.open(folder.resolve("memory.db"))) {
            for (int batch = 0; batch < 3; batch++) {
                store.storeAll(
                        Namespace.of("home"),
                        IntStream.range(0, 500)
                                .mapToObj(i -> NewMemory.of("memory " + i)
                                        .embedding(embedding())
                                        .build())
                                .toList());
            }
            Map<String, String> details = store.status().details();
            while (!details.containsKey("lowest_recall_sampled")) {
                Thread.sleep(50);
                details = store.status().details();
            }
            assertThat(Double.parseDouble(details.get("lowest_recall_sampled"))).isBetween(0.9, 1.0);
            assertThat(Integer.parseInt(details.get("lowest_recall_effort"))).isPositive();
        }
    }

    private Embedding embedding() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Embedding.of(vector);
    }
}
