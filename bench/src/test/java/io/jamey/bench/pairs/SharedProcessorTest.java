package io.jamey.bench.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedProcessorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"0 0", "0-1 1", "0-3,6 6", "0,2-5 5"})
    void theLastOfAListIsTaken(String list, String last) {
        assertThat(SharedProcessor.last(list)).isEqualTo(last);
    }

    @Test
    void aProcessIsKeptOnOneProcessorAndReleasedAgain() throws Exception {
        Optional<SharedProcessor> shared = SharedProcessor.find();
        assumeThat(shared).as("taskset, and two processors").isPresent();
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            shared.get().hold(process.pid());
            assertThat(allowed(process)).isEqualTo(shared.get().one());
            shared.get().release(process.pid());
            assertThat(allowed(process)).isEqualTo(shared.get().all());
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static String allowed(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring("Cpus_allowed_list:".length()).strip())
                .findFirst()
                .orElseThrow();
    }
}
