package io.jamey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A server to test against, run by a script of `.ci` until it is closed, or this JVM ends, however it ends.
///
/// @param words that the script printed: the server's URL; then, unless it was given, what the script says of its own
/// @param script to whose standard input the server's life is tied
public record ServerScript(List<String> words, Process script) implements AutoCloseable {
    private static final String REQUIRED = "JAMEY_REQUIRE_SERVERS";

    public ServerScript {
        words = List.copyOf(words);
    }

    /// Starts `.ci/NAME run`. Where there is no server, the test that asks is left out, loudly; it fails where `true`
    /// in `JAMEY_REQUIRE_SERVERS` says that servers are required.
    public static ServerScript run(String name) {
        Path path = Path.of("..", ".ci", name);
        try {
            Process script = new ProcessBuilder(path.toString(), "run")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = new BufferedReader(script.inputReader(UTF_8)).readLine();
            return line == null
                    ? missing(name, script.onExit().join().exitValue())
                    : new ServerScript(List.of(line.split(" ")), script);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + path, e);
        }
    }

    private static ServerScript missing(String name, int exitCode) {
        String reason = "NOT TESTED against a real server: '.ci/" + name + " run' ended with " + exitCode;
        if ("true".equals(System.getenv(REQUIRED))) {
            Assertions.fail(reason);
        }
        System.getLogger(ServerScript.class.getName()).log(System.Logger.Level.WARNING, reason);
        return Assumptions.abort(reason);
    }

    public String url() {
        return words.getFirst();
    }

    /// Whether the server is one that the environment named, which others use too.
    public boolean isGiven() {
        return words.size() == 1;
    }

    @Override
    public void close() {
        try {
            script.outputWriter().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        script.onExit().join();
    }
}
