package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
    private static final List<String> SMALL =
            List.of("--rows", "200", "--dim", "8", "--namespaces", "4", "--duration", "200ms", "--warm-up", "20ms");

    @TempDir
    private Path home;

    private Shell.Result load(String... args) {
        var all = new ArrayList<>(List.of("load"));
        all.addAll(SMALL);
        all.addAll(List.of(args));
        return new Shell(home).run(all.toArray(String[]::new));
    }

    @Test
    void printsATableOfClosedRunsAndWritesAPage() throws IOException {
        Path page = home.resolve("load.html");
        Shell.Result result = load("--closed", "--concurrency", "1,2", "--html", page.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("200 memories, 8 dimensions", "answered/s", "p99.9", "too few", "The most", "VALID")
                .containsSubsequence("1 client ", "store", "search", "2 clients", "delete");
        assertThat(Files.readString(page)).contains("<svg", "2 clients", "closed loop");
    }

    @Test
    void findsTheMaximumAndAsksForPartsOfIt() {
        Map<?, ?> document =
                Shell.fields(load("--concurrency", "2", "--format", "json").out());

        double maximum = (Double) Objects.requireNonNull(document.get("maximum_per_s"));
        List<?> runs = Shell.items(document, "runs");
        assertThat(runs).hasSize(4);
        Map<?, ?> half = (Map<?, ?>) runs.get(1);
        assertThat(half.get("loop")).isEqualTo("open");
        assertThat((Double) half.get("rate_per_s")).isBetween(maximum * 0.5 - 1, maximum * 0.5 + 1);
        Map<?, ?> all = (Map<?, ?>) Objects.requireNonNull(half.get("all"));
        assertThat((Map<?, ?>) all.get("failures")).isEmpty();
    }

    @Test
    void sendsAtTheRatesAskedFor() {
        Map<?, ?> document = Shell.fields(load("--rate", "300/s,6000/min", "--arrivals", "uniform", "--format", "json")
                .out());

        List<Object> rates = Shell.items(document, "runs").stream()
                .<Object>map(run -> Objects.requireNonNull(((Map<?, ?>) run).get("rate_per_s")))
                .toList();
        assertThat(rates).containsExactly(300.0, 100.0);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (String[] wrong : new String[][] {
            {"--closed", "--rate", "10/s"},
            {"--rate", "fast"},
            {"--closed", "--duration", "60"},
            {"--mix", "read=1"},
            {"--closed", "--concurrency", "0"},
            {"--backend", "papyrus"}
        }) {
            assertThat(load(wrong)).as(String.join(" ", wrong)).satisfies(result -> {
                assertThat(result.code()).isEqualTo(ExitCode.BAD_INPUT);
                assertThat(result.err()).isNotBlank();
            });
        }
    }
}
