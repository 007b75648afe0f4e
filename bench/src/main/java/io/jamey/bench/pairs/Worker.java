package io.jamey.bench.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.groups.Operation;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.measuring.Slice;
import io.jamey.bench.measuring.Slicer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A process that measures what it is told to, line by line, until its input ends: one side of a pair. It decides
/// nothing, so that both sides do the same calls with the same inputs.
///
/// | it hears `do` | with | and answers |
/// |---|---|---|
/// | `build` | `backend`, the data's shape, `cache` | when there is such a data set in the cache |
/// | `open` | `backend`, the data's shape, `cache`, `folder` | when a copy of the data set is open in the folder, and
/// settled |
/// | `version` | `benchmark` | the `version` of its definition |
/// | `begin` | `benchmark` | when it is ready to be called |
/// | `settle` | | when the compiler has nothing to do, or after a while |
/// | `recall` | | `recall`, where the operation estimates |
/// | `run` | `from`, `calls`, `extra` | what the calls used |
/// | `end` | | when the operation is closed |
///
/// An answer with `error` says what went wrong.
public final class Worker {
    /// Between two looks at the compiler; it is idle when it has compiled nothing in between.
    private static final long LOOK_NANOS = 20_000_000;

    private static final int LOOKS_MAX = 25;

    private final List<StoreSource> sources;
    private @Nullable Stage stage;
    private @Nullable Operation operation;
    private @Nullable Slicer slicer;

    private Worker(List<StoreSource> sources) {
        this.sources = sources;
    }

    /// Serves until the input ends.
    public static void serve(InputStream in, PrintStream out, List<StoreSource> sources) {
        out.println(Message.GREETING + Message.VERSION);
        out.flush();
        var worker = new Worker(sources);
        try (var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(worker.answer(line).line());
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nobody can be heard any longer: " + e.getMessage(), e);
        } finally {
            worker.close();
        }
    }

    private Message answer(String line) {
        try {
            Message asked = Message.read(line);
            return switch (asked.text("do")) {
                case "build" -> build(asked);
                case "open" -> open(asked);
                case "version" -> version(asked.text("benchmark"));
                case "begin" -> begin(asked.text("benchmark"));
                case "settle" -> settle();
                case "recall" -> recall();
                case "run" -> run(asked);
                case "end" -> end();
                default -> throw new IllegalArgumentException("not understood: " + line);
            };
        } catch (RuntimeException e) {
            return Message.of("error", String.valueOf(e.getMessage()))
                    .with("kind", e.getClass().getName());
        }
    }

    private Message build(Message asked) {
        dataSet(asked, source(asked));
        return Message.of("built", asked.shape().name());
    }

    private Message open(Message asked) {
        StoreSource source = source(asked);
        stage = new Stage(dataSet(asked, source), source, Path.of(asked.text("folder")));
        stage.settle();
        return Message.of("java", System.getProperty("java.vm.version"));
    }

    private StoreSource source(Message asked) {
        String backend = asked.text("backend");
        return sources.stream()
                .filter(each -> each.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend '" + backend + "' is known"));
    }

    private static DataSet dataSet(Message asked, StoreSource source) {
        return DataSet.of(
                asked.shape(),
                source,
                Path.of(asked.text("cache")),
                Program.running().dataKey(),
                Steps.UNHEARD);
    }

    private static Message version(String id) {
        return Message.of("version", Catalogue.byId(id).version());
    }

    private Message begin(String id) {
        end();
        if (id.equals(SameArithmetic.ID)) {
            operation = new SameArithmetic();
        } else if (stage != null) {
            operation = Catalogue.byId(id).make().apply(stage);
        } else {
            throw new IllegalArgumentException("nothing is open");
        }
        slicer = stage == null ? new Slicer(operation) : new Slicer(operation, stage::work);
        return Message.of("begun", id);
    }

    /// Code that is compiled while it is measured makes one side slower for a while, and which one is chance.
    private static Message settle() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        if (compiler == null) { // a JVM that only interprets
            return Message.of("settled", 0);
        }
        long compiled = -1;
        int looks = 0;
        while (compiled != compiler.getTotalCompilationTime() && looks < LOOKS_MAX) {
            compiled = compiler.getTotalCompilationTime();
            looks++;
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Message.of("settled", looks);
    }

    private Message recall() {
        if (operation == null) {
            throw new IllegalArgumentException("no operation has begun");
        }
        OptionalDouble recall = operation.recall();
        return recall.isPresent() ? Message.of("recall", recall.getAsDouble()) : Message.of("recall", "none");
    }

    private Message run(Message asked) {
        if (slicer == null) {
            throw new IllegalArgumentException("no operation has begun");
        }
        Slice slice = slicer.exactly(asked.whole("from"), (int) asked.whole("calls"), asked.number("extra"));
        return Message.of("calls", slice.calls()).with(slice.usage());
    }

    private Message end() {
        if (operation != null) {
            operation.close();
        }
        operation = null;
        slicer = null;
        return Message.of("ended", 1);
    }

    private void close() {
        end();
        if (stage != null) {
            stage.close();
        }
    }
}
