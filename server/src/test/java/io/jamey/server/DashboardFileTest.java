package io.jamey.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Grafana dashboard has its four rows, and asks nothing that is no PromQL. That its questions have answers is for
/// [WatchedByPrometheusTest].
class DashboardFileTest {
    @TempDir
    Path folder;

    @Test
    void it_has_four_rows() throws IOException {
        assertThat(DashboardFile.read().rows()).containsExactly("Throughput", "Latency", "Resources", "Errors");
    }

    @Test
    void prometheus_understands_every_question() throws IOException {
        List<String> expressions = DashboardFile.read().expressions();
        assertThat(expressions).hasSizeGreaterThan(40);
        assertThat(understood(expressions)).isEmpty();
        assertThat(understood(List.of("sum by (le (up)"))).contains("parse error");
    }

    /// What promtool complains of: each expression is a rule, for that is what it can check.
    private String understood(List<String> expressions) throws IOException {
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"),
                expressions.stream()
                        .map(expression -> "      - {record: 'asked', expr: " + Json.write(expression) + "}\n")
                        .distinct()
                        .collect(Collectors.joining("", "groups:\n  - name: dashboard\n    rules:\n", "")));
        Process promtool = new ProcessBuilder(
                        Prometheus.find("promtool"), "check", "rules", "--lint=none", rules.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        return promtool.onExit().join().exitValue() == 0 ? "" : output;
    }
}
