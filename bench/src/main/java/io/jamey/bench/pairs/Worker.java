package io.jamey.bench.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import io.jamey.bench.groups.Benchmark;
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
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A process that measures what it is told to, line by line, until its input ends: one side of a pair. It decides
/// nothing, so that both sides do the same calls with the same inputs.
///
/// | it hears `do` | with | and answers |
/// |---|---|---|
/// | `open` | `backend`, the data's shape, `cache`, `folder` | when a copy of the data set is open in the folder |
/// | `begin` | `benchmark` | its `version`, when it is ready to be called |
/// | `recall` | | `recall`, where the operation estimates |
/// | `run` | `from`, `calls`, `extra` | what the calls used |
/// | `end` | | when the operation is closed |
///
/// An answer with `error` says what went wrong.
public final class Worker {
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
                case "open" -> open(asked);
                case "begin" -> begin(asked.text("benchmark"));
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

    private Message open(Message asked) {
        String backend = asked.text("backend");
        StoreSource source = sources.stream()
                .filter(each -> each.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend '" + backend + "' is known"));
        DataSet data = DataSet.of(
                asked.shape(),
                source,
                Path.of(asked.text("cache")),
                Program.running().dataKey(),
                Steps.UNHEARD);
        stage = new Stage(data, source, Path.of(asked.text("folder")));
        return Message.of("java", System.getProperty("java.vm.version"));
    }

    private Message begin(String id) {
        end();
        if (id.equals(SameArithmetic.ID)) {
            operation = new SameArithmetic();
            slicer = new Slicer(operation);
            return Message.of("version", SameArithmetic.VERSION);
        }
        Benchmark benchmark = Catalogue.byId(id);
        if (stage == null) {
            throw new IllegalArgumentException("nothing is open");
        }
        operation = benchmark.make().apply(stage);
        slicer = new Slicer(operation);
        return Message.of("version", benchmark.version());
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
