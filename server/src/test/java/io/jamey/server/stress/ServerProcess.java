package io.jamey.server.stress;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A [ServedStore] that runs, until it is killed or closed.
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final Path errors;

    private ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /// Starts one on this file; what it complains of goes into a file beside it.
    ///
    /// @param before the command that starts the command, if any
    /// @param arguments what a [ServedStore] is told beside the file
    static ServerProcess start(Path file, List<String> before, List<String> options, String... arguments)
            throws IOException {
        Path errors = file.resolveSibling("errors");
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ServedStore.class.getName(), file.toString()));
        command.addAll(List.of(arguments));
        return new ServerProcess(
                new ProcessBuilder(command)
                        .redirectError(Redirect.appendTo(errors.toFile()))
                        .start(),
                errors);
    }

    /// Waits until it serves.
    URI awaitReady() throws IOException {
        String line = process.inputReader().readLine();
        if (line == null || !line.startsWith(ServedStore.READY)) {
            throw new AssertionError("the server did not start: " + line + "\n" + Files.readString(errors));
        }
        return URI.create("http://127.0.0.1:" + line.substring(ServedStore.READY.length()));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
