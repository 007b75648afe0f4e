package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Runs the command in this process, in a home of its own, and keeps what it prints.
final class Shell {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>(Map.of("JAMEY_EMBEDDER", "none"));
    private Terminal terminal = new Terminal(false, false, false, 100, 24, false, true);
    private byte[] input = {};

    /// What a command did.
    record Result(int code, String out, String err) {}

    Shell(Path home) {
        this.home = home;
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell typing(String text) {
        input = text.getBytes(UTF_8);
        return this;
    }

    Shell on(Terminal other) {
        terminal = other;
        return this;
    }

    Result run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                terminal,
                environment,
                home,
                home,
                "jamey");
        int code = Main.run(surroundings, args);
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /// The fields of a JSON object on one line.
    static Map<?, ?> fields(String line) {
        assertThat(line.strip().lines()).hasSize(1);
        return (Map<?, ?>) Objects.requireNonNull(Json.read(line.getBytes(UTF_8)));
    }

    /// The items of a list among the fields.
    static List<?> items(Map<?, ?> fields, String name) {
        return (List<?>) Objects.requireNonNull(fields.get(name));
    }

    /// Runs what must succeed, and returns what it printed.
    String ok(String... args) {
        Result result = run(args);
        if (result.code() != ExitCode.OK) {
            throw new AssertionError("exit code " + result.code() + ": " + result.err());
        }
        return result.out();
    }
}
