package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryException;
import io.jamey.bench.code.Program;
import io.jamey.bench.pairs.JvmFlags;
import io.jamey.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `jamey serve` in a process of its own, by the same JVM and the same code as this one, on any free port of loopback.
///
/// It ends when this is closed, and with this process however that ends. Ctrl-C, which the terminal sends to it too, it
/// does not hear: whoever uses it finishes first.
final class ServerProcess implements AutoCloseable {
    private static final int SECONDS_TO_START = 60;
    private static final int SECONDS_TO_END = 40;
    private static final int LAST_WORDS = 10;

    /// Lives as long as its input is open. What is started in the background does not hear Ctrl-C, nor does what hears
    /// nothing itself.
    private static final String KEEPER = """
            trap '' INT
            "$@" </dev/null &
            exec >/dev/null 2>&1
            cat
            kill $!
            wait $!
            """;

    private final Process keeper;
    private final URI uri;

    private ServerProcess(Process keeper, URI uri) {
        this.keeper = keeper;
        this.uri = uri;
    }

    /// Returns when it answers.
    ///
    /// @param folder where the store's file is, and where its settings and its log may be
    /// @throws MemoryException `UNAVAILABLE` with what it said, when it does not start
    static ServerProcess start(Path folder, String file) {
        try {
            Path settings = folder.resolve("jamey.yaml");
            Files.writeString(
                    settings,
                    Json.write(Map.of(
                            "host",
                            "127.0.0.1",
                            "port",
                            0,
                            "store",
                            file,
                            "keys_file",
                            "no.keys",
                            "embedder",
                            "none",
                            "metrics_port",
                            "none")));
            Path log = folder.resolve("server.log");
            var builder = new ProcessBuilder(command(settings)).redirectError(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("JAMEY_"));
            Process keeper = builder.start();
            var late = CompletableFuture.runAsync(
                    () -> end(keeper), CompletableFuture.delayedExecutor(SECONDS_TO_START, TimeUnit.SECONDS));
            try {
                return new ServerProcess(keeper, address(keeper, log));
            } catch (IOException | RuntimeException e) {
                end(keeper);
                throw e;
            } finally {
                late.cancel(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a server cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(Path settings) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "jamey-server"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.ofThis());
        command.addAll(List.of("-cp", Program.running().asArgument(), Main.class.getName()));
        command.addAll(List.of("serve", "--config", settings.toString()));
        return command;
    }

    /// Where it says that it listens.
    private static URI address(Process keeper, Path log) throws IOException {
        BufferedReader lines = keeper.inputReader(UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("api ")) {
                return URI.create(line.substring("api ".length()).strip());
            }
        }
        List<String> said = Files.readAllLines(log);
        throw new MemoryException(
                MemoryException.Kind.UNAVAILABLE,
                "the server that is to be measured did not start; it said: "
                        + String.join("; ", said.subList(Math.max(0, said.size() - LAST_WORDS), said.size())));
    }

    URI uri() {
        return uri;
    }

    /// Lets it finish what it has begun; ends it by force if that takes too long.
    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
            if (keeper.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException _) {
            // it has ended before
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        end(keeper);
    }

    private static void end(Process keeper) {
        Stream.concat(keeper.descendants(), Stream.of(keeper.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }
}
