package io.jamey.bench.pairs;

import io.jamey.bench.gate.SliceFigures;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A fresh pair of JVMs, each with its own copy of the data. One thread.
final class Pair implements AutoCloseable {
    private final WorkerProcess base;
    private final WorkerProcess candidate;
    private final ExecutorService both = Executors.newFixedThreadPool(2);
    private final Optional<SharedProcessor> shared = SharedProcessor.find();

    /// Something of either side.
    record Two<T>(T base, T candidate) {}

    /// Starts both, at the same time.
    ///
    /// @param folder that they may fill; the caller deletes it
    static Pair start(Setting setting, Path folder) {
        WorkerProcess base = WorkerProcess.start(setting.base(), setting, folder.resolve("base"));
        Pair pair;
        try {
            pair = new Pair(base, WorkerProcess.start(setting.candidate(), setting, folder.resolve("candidate")));
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
        try {
            pair.base.greet();
            pair.candidate.greet();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private Pair(WorkerProcess base, WorkerProcess candidate) {
        this.base = base;
        this.candidate = candidate;
    }

    WorkerProcess base() {
        return base;
    }

    WorkerProcess candidate() {
        return candidate;
    }

    /// Has the data built that are missing: one side after the other, which often share them.
    void build(Setting setting) {
        base.build(setting);
        candidate.build(setting);
    }

    /// Opens the data at the same time, so that neither side has longer to settle.
    void open(Setting setting, Path folder) {
        doTogether(worker -> worker.open(
                setting, folder.resolve(worker == base ? "base" : "candidate").resolve("data")));
    }

    /// Waits until the compilers of both have nothing to do.
    void settle() {
        doTogether(WorkerProcess::settle);
    }

    /// Does the same on both sides at the same time: for what is not measured.
    <T> Two<T> together(Function<WorkerProcess, T> task) {
        try {
            // Waits for both, also where one fails.
            List<Future<T>> answers = both.invokeAll(List.of(() -> task.apply(base), () -> task.apply(candidate)));
            return new Two<>(answers.getFirst().get(), answers.getLast().get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a pair was measured", e);
        }
    }

    void doTogether(Consumer<WorkerProcess> task) {
        together(worker -> {
            task.accept(worker);
            return worker;
        });
    }

    /// Lets both do something in turns, on one processor where that can be had.
    <T> T inTurns(Supplier<T> turns) {
        shared.ifPresent(processor -> doTogether(worker -> processor.hold(worker.pid())));
        try {
            return turns.get();
        } finally {
            shared.ifPresent(processor -> doTogether(worker -> processor.release(worker.pid())));
        }
    }

    Two<SliceFigures> runTogether(long from, int calls) {
        return together(worker -> worker.run(from, calls, 0));
    }

    @Override
    public void close() {
        both.shutdown();
        base.dismiss();
        try (base;
                candidate) {
            // both end, also when one does not end well
        }
    }
}
