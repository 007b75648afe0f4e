package io.jamey.bench.gate.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.gate.Samples;
import io.jamey.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonJsonTest {
    /// What other programs can expect; written anew with -Djamey.golden=write.
    private static final Path EXAMPLE = Path.of("src/test/resources/io/jamey/bench/gate/comparison.json");

    @Test
    void isWrittenAsTheExampleSays() throws IOException {
        Map<String, Object> document = ComparisonJson.document(Samples.report(8, 3), false);

        if (System.getProperty("jamey.golden", "").equals("write")) {
            Files.createDirectories(EXAMPLE.getParent());
            Files.writeString(EXAMPLE, Json.write(document) + "\n");
        }
        assertThat(Json.write(document)).isEqualTo(Files.readString(EXAMPLE).strip());
    }

    @Test
    void leavesOutBoundsThatAreInfinite() {
        Map<?, ?> read = (Map<?, ?>) Objects.requireNonNull(Json.read(
                Json.write(ComparisonJson.document(Samples.report(4, 2), false)).getBytes(UTF_8)));

        Map<?, ?> environment = (Map<?, ?>) Objects.requireNonNull(read.get("environment"));
        Map<?, ?> check = (Map<?, ?>) Objects.requireNonNull(environment.get("check"));
        assertThat(check.get("interval_low")).isEqualTo(0.0);
        assertThat(check.containsKey("interval_high")).isFalse();
    }
}
