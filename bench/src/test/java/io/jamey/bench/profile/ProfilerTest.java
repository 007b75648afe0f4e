package io.jamey.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.measuring.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With Flight Recorder, on a small store.
class ProfilerTest {
    private static final Effort SHORT = new Effort(50, Duration.ofMillis(200), 1, Duration.ofMillis(10));

    @TempDir
    private Path folder;

    private Profile profile(String id) {
        var stores = new FileStores();
        var data =
                DataSet.of(new DataShape(500, 32, 7, false, 1), stores, folder.resolve("cache"), "code", Steps.UNHEARD);
        try (var stage = new Stage(data, stores, folder.resolve("stage"))) {
            return new Profiler(stage, SHORT, Duration.ofMillis(400), folder).of(Catalogue.byId(id));
        }
    }

    @Test
    void theProfileOfSearchHasFramesOfSearchAndNothingElse() throws IOException {
        Profile profile = profile("memory_operations/search");

        assertThat(profile.calls()).isPositive();
        assertThat(profile.cpuSamples()).isPositive();
        assertThat(profile.allocationSamples()).isPositive();
        assertThat(String.join("\n", profile.cpu().collapsed()))
                .contains("io.jamey.embedded.EmbeddedMemoryStore.search")
                .doesNotContain("Slicer", "Profiler", "jdk.jfr", "Compiler");
        assertThat(String.join("\n", profile.allocation().collapsed()))
                .contains("io.jamey.embedded.EmbeddedMemoryStore.search")
                .doesNotContain("Slicer", "Profiler", "jdk.jfr");
        try (var left = Files.list(folder)) {
            assertThat(left.filter(path -> path.toString().endsWith(".jfr"))).isEmpty();
        }
    }

    @Test
    void theProfileOfStoreHasTheWriterButNotTheTidyingUp() {
        Profile profile = profile("memory_operations/store");

        assertThat(String.join("\n", profile.cpu().collapsed()))
                .contains("[jamey-writer]")
                .doesNotContain("deleteBatch", "SampleMemories");
    }
}
