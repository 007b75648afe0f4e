package io.jamey.metrics.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Prometheus' own tool, which the rules are held to. Where it cannot be had, tests are left out and say so; with
/// JAMEY_REQUIRE_PROMETHEUS they
/// fail.
record Promtool(Path program) {
    /// What it said, and whether it was content.
    record Answer(boolean content, String output) {}

    static Promtool find() {
        Answer answer = run(List.of(repository().resolve(".ci/prometheus").toString(), "promtool"));
        if (!answer.content) {
            String reason = "NOT TESTED against Prometheus: " + answer.output;
            if ("true".equals(System.getenv("JAMEY_REQUIRE_PROMETHEUS"))) {
                Assertions.fail(reason);
            }
            System.err.println(reason);
            Assumptions.abort(reason);
        }
        return new Promtool(Path.of(answer.output.lines().toList().getLast()));
    }

    Answer answer(String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// The checkout these tests run in: their module's folder is where they are started.
    static Path repository() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private static Answer run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Answer(process.waitFor() == 0, output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
