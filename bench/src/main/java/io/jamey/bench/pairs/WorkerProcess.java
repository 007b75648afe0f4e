package io.jamey.bench.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.gate.SliceFigures;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// A [Worker] in a JVM of its own, which ends with its input. One thread.
final class WorkerProcess implements AutoCloseable {
    private static final int LAST_WORDS = 5;
    private static final int SECONDS_TO_END = 20;

    private final Contestant contestant;
    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;
    private final Path log;

    /// @param folder where it may leave its log and its copy of the data
    /// @throws IllegalArgumentException if it does not speak this protocol
    static WorkerProcess start(Contestant contestant, Path folder) {
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(contestant.command())
                    .redirectError(log.toFile())
                    .start();
            var worker = new WorkerProcess(contestant, process, log);
            worker.greet();
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(contestant.side().name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private WorkerProcess(Contestant contestant, Process process, Path log) {
        this.contestant = contestant;
        this.process = process;
        this.log = log;
        from = process.inputReader(UTF_8);
        to = process.outputWriter(UTF_8);
    }

    private void greet() throws IOException {
        String name = contestant.side().name();
        String line = from.readLine();
        if (line == null || !line.startsWith(Message.GREETING)) {
            String words = lastWords();
            close();
            throw new IllegalArgumentException("the code of " + name
                    + " cannot be measured in pairs: it is older than the gate, or does not start ("
                    + (line == null ? words : line) + ")");
        }
        String version = line.substring(Message.GREETING.length()).strip();
        if (!version.equals(String.valueOf(Message.VERSION))) {
            close();
            throw new IllegalArgumentException("the code of " + name + " speaks version " + version
                    + " of the protocol of pairs, this one version " + Message.VERSION
                    + ": compare with a program of the same time, or --unpaired");
        }
    }

    void open(Setting setting, Path folder) {
        ask(Message.of("do", "open")
                .with("backend", setting.backend())
                .with(setting.shape())
                .with("cache", setting.cache().toString())
                .with("folder", folder.toString()));
    }

    /// Makes an operation ready, and tells the version of its definition.
    ///
    /// @throws IllegalArgumentException if this program does not have it
    long begin(String benchmark) {
        return ask(Message.of("do", "begin").with("benchmark", benchmark)).whole("version");
    }

    OptionalDouble recall() {
        Message answer = ask(Message.of("do", "recall"));
        return answer.fields().get("recall") instanceof Double recall
                ? OptionalDouble.of(recall)
                : OptionalDouble.empty();
    }

    SliceFigures run(long first, int calls, double extra) {
        Message answer = ask(
                Message.of("do", "run").with("from", first).with("calls", calls).with("extra", extra));
        return new SliceFigures(calls, answer.usage());
    }

    void end() {
        ask(Message.of("do", "end"));
    }

    private Message ask(Message message) {
        String line;
        try {
            to.write(message.line());
            to.newLine();
            to.flush();
            line = from.readLine();
        } catch (IOException e) {
            throw died(String.valueOf(e.getMessage()));
        }
        if (line == null) {
            throw died("it ended");
        }
        Message answer = Message.read(line);
        if (answer.has("error")) {
            String error = contestant.side().name() + ": " + answer.text("error");
            if (answer.text("kind").equals(IllegalArgumentException.class.getName())) {
                throw new IllegalArgumentException(error);
            }
            throw new IllegalStateException(error + " (" + answer.text("kind") + ")");
        }
        return answer;
    }

    private IllegalStateException died(String how) {
        return new IllegalStateException(
                "the process that measures " + contestant.side().name() + " died: " + how + "; " + lastWords());
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> !line.startsWith("WARNING"))
                    .toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    /// Ends it, by force if need be.
    @Override
    public void close() {
        try {
            to.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            process.destroyForcibly(); // it has ended before
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
