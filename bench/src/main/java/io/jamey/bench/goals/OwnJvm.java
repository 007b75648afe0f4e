package io.jamey.bench.goals;

import io.jamey.bench.code.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs an errand in a JVM of its own: one that is cold, or has a small heap, or one core.
final class OwnJvm {
    /// Of the output that is repeated when something goes wrong.
    private static final int LINES_TOLD = 6;

    private OwnJvm() {}

    /// Where another JVM begins.
    ///
    /// @param args those of an [Errand], and the file for the answer
    public static void main(String[] args) throws ReflectiveOperationException {
        // Not to be left running when the JVM that asked is killed.
        ProcessHandle.current().parent().ifPresent(asking -> {
            var _ = asking.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        });
        var arguments = List.of(args);
        Errand errand = Errand.of(arguments);
        new Answer(errand.task().run(errand, errand.stores())).write(Path.of(arguments.getLast()));
    }

    /// @param options of the JVM, such as `-Xmx64m`
    /// @param folder for what it writes
    /// @throws IllegalStateException when it failed, with what it said last
    static Answer run(Errand errand, List<String> options, Path folder) {
        Path answer = folder.resolve("answer");
        Path output = folder.resolve("output");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", Program.running().asArgument(), OwnJvm.class.getName()));
        command.addAll(errand.arguments());
        command.add(answer.toString());
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code = waitFor(process);
            if (code != 0) {
                throw new IllegalStateException("a JVM with " + options + " ended with " + code + ": " + last(output));
            }
            return Answer.read(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("no other JVM can be run: " + e.getMessage(), e);
        }
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another JVM was measuring", e);
        }
    }

    private static String last(Path output) throws IOException {
        List<String> told = Files.readAllLines(output).stream()
                .filter(line -> !line.startsWith("WARNING") && !line.strip().startsWith("at "))
                .toList();
        return String.join("; ", told.subList(Math.max(0, told.size() - LINES_TOLD), told.size()));
    }
}
