package io.jamey.bench.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.SliceFigures;
import io.jamey.bench.report.Quantity;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A [Worker] in a JVM of its own, which ends with its input. One thread.
final class WorkerProcess implements AutoCloseable {
    private static final int LAST_WORDS = 5;
    private static final int SECONDS_TO_END = 20;

    private final Contestant contestant;
    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;
    private final Path log;
    private final Patience patience;
    private final DataShape shape;
    /// Ends the process when an answer is overdue.
    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("jamey-watchdog").factory());

    /// The operation that has begun, for messages.
    private String operation = "";
    /// What one call took in the slowest run, with preparing and tidying up.
    private double nanosEach;

    /// Starts one, which is then to be greeted.
    ///
    /// @param folder where it may leave its log and its copy of the data
    static WorkerProcess start(Contestant contestant, Setting setting, Path folder) {
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(contestant.command())
                    .redirectError(log.toFile())
                    .start();
            return new WorkerProcess(contestant, process, log, setting);
        } catch (IOException e) {
            throw new UncheckedIOException(contestant.side().name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private WorkerProcess(Contestant contestant, Process process, Path log, Setting setting) {
        this.contestant = contestant;
        this.process = process;
        this.log = log;
        patience = setting.patience();
        shape = setting.shape();
        watchdog.setRemoveOnCancelPolicy(true);
        from = process.inputReader(UTF_8);
        to = process.outputWriter(UTF_8);
    }

    /// Waits until it can be talked to.
    ///
    /// @throws WorkerLost if it says nothing
    /// @throws IllegalArgumentException if it does not speak this protocol
    void greet() {
        String name = contestant.side().name();
        String line;
        try {
            line = within(patience.start(), "start", from::readLine);
        } catch (IOException e) {
            throw died(String.valueOf(e.getMessage()));
        }
        if (line == null || !line.startsWith(Message.GREETING)) {
            throw new IllegalArgumentException("the code of " + name
                    + " cannot be measured in pairs: it is older than the gate, or does not start ("
                    + (line == null ? lastWords() : line) + ")");
        }
        String version = line.substring(Message.GREETING.length()).strip();
        if (!version.equals(String.valueOf(Message.VERSION))) {
            throw new IllegalArgumentException("the code of " + name + " speaks version " + version
                    + " of the protocol of pairs, this one version " + Message.VERSION
                    + ": compare with a program of the same time, or --unpaired");
        }
    }

    long pid() {
        return process.pid();
    }

    /// Makes sure that there are data to be opened.
    void build(Setting setting) {
        ask(data("build", setting), patience.all(shape));
    }

    void open(Setting setting, Path folder) {
        ask(data("open", setting).with("folder", folder.toString()), patience.all(shape));
    }

    private static Message data(String task, Setting setting) {
        return Message.of("do", task)
                .with("backend", setting.backend())
                .with(setting.shape())
                .with("cache", setting.cache().toString());
    }

    /// The version of an operation's definition in this program.
    ///
    /// @throws IllegalArgumentException if it does not have it
    long version(String benchmark) {
        return ask(Message.of("do", "version").with("benchmark", benchmark), patience.least())
                .whole("version");
    }

    void settle() {
        ask(Message.of("do", "settle"), patience.least());
    }

    /// Makes an operation ready.
    void begin(String benchmark) {
        operation = benchmark;
        nanosEach = 0;
        ask(Message.of("do", "begin").with("benchmark", benchmark), patience.all(shape));
    }

    OptionalDouble recall() {
        Message answer = ask(Message.of("do", "recall"), patience.all(shape));
        return answer.fields().get("recall") instanceof Double recall
                ? OptionalDouble.of(recall)
                : OptionalDouble.empty();
    }

    SliceFigures run(long first, int calls, double extra) {
        long begin = System.nanoTime();
        Message answer = ask(
                Message.of("do", "run").with("from", first).with("calls", calls).with("extra", extra),
                patience.calls(calls, nanosEach));
        nanosEach = Math.max(nanosEach, (double) (System.nanoTime() - begin) / calls);
        return new SliceFigures(calls, answer.usage());
    }

    void end() {
        ask(Message.of("do", "end"), patience.all(shape));
    }

    private Message ask(Message message, Duration max) {
        String line;
        try {
            line = within(max, message.text("do"), () -> {
                to.write(message.line());
                to.newLine();
                to.flush();
                return from.readLine();
            });
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

    @FunctionalInterface
    private interface Asking {
        @Nullable String line() throws IOException;
    }

    /// The line that it answers with; nothing when it has ended.
    ///
    /// @param asked for messages
    /// @throws WorkerLost if it takes longer than `max`; it is ended then
    private @Nullable String within(Duration max, String asked, Asking asking) throws IOException {
        var late = new AtomicBoolean();
        Future<?> watching = watchdog.schedule(
                () -> {
                    late.set(true);
                    process.destroyForcibly();
                },
                max.toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            String line = asking.line();
            if (line != null || !late.get()) {
                return line;
            }
        } catch (IOException e) {
            if (!late.get()) {
                throw e;
            }
        } finally {
            watching.cancel(false);
        }
        throw new WorkerLost("the process that measures " + contestant.side().name() + " gave no answer to '" + asked
                + "'" + (operation.isEmpty() ? "" : " of " + operation) + " within "
                + Quantity.nanos((double) max.toNanos())
                + ": it hangs, and was ended; " + lastWords());
    }

    private WorkerLost died(String how) {
        return new WorkerLost("the process that measures " + contestant.side().name() + " died"
                + (operation.isEmpty() ? "" : " in " + operation) + ": " + how + "; " + lastWords());
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

    /// Lets it end, without waiting for that.
    void dismiss() {
        try {
            to.close();
        } catch (IOException _) {
            process.destroyForcibly(); // it has ended before
        }
    }

    /// Ends it, by force if need be.
    @Override
    public void close() {
        watchdog.shutdownNow();
        dismiss();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
