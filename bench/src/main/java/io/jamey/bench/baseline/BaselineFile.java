package io.jamey.bench.baseline;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.Side;
import io.jamey.bench.report.FiguresJson;
import io.jamey.bench.report.Machine;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import io.jamey.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A baseline as a JSON document. Paths of code are relative to the folder of the code store.
final class BaselineFile {
    /// Changes when older programs no longer understand it.
    private static final int VERSION = 1;

    private BaselineFile() {}

    static String write(Baseline baseline, Path code) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("version", VERSION);
        fields.put("name", baseline.name());
        fields.put("made", baseline.made());
        fields.put("code", baseline.side().code());
        fields.put("java", baseline.side().java());
        fields.put("jvm_flags", baseline.side().jvmFlags());
        fields.put(
                "class_path",
                baseline.program().classPath().stream()
                        .map(entry -> code.relativize(entry).toString())
                        .toList());
        fields.put("backend", baseline.backend());
        fields.put("data", FiguresJson.data(baseline.data()));
        fields.put("machine", FiguresJson.machine(baseline.machine()));
        fields.put(
                "figures",
                baseline.figures().stream().map(BaselineFile::figures).toList());
        return Json.write(fields);
    }

    private static Map<String, Object> figures(SavedFigures figures) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", figures.id());
        fields.put("version", figures.version());
        fields.put("median_ns", figures.median());
        fields.put("slice_median_ns", figures.slices());
        fields.put("cpu_ns", figures.cpu());
        for (Count count : Count.values()) {
            figures.work().ifKnown(count).ifPresent(value -> fields.put(count.field(), value));
        }
        figures.recall().ifPresent(value -> fields.put("recall", value));
        return fields;
    }

    static Baseline read(Path file, Path code) throws IOException {
        var fields = new Fields(Json.read(Files.readAllBytes(file)));
        if (fields.whole("version") != VERSION) {
            throw new IllegalArgumentException(
                    "it is of version " + fields.whole("version") + ", not " + VERSION + ": save it anew");
        }
        var data = fields.object("data");
        var machine = fields.object("machine");
        return new Baseline(
                new Side(fields.text("name"), fields.text("code"), fields.text("java"), fields.texts("jvm_flags")),
                Instant.parse(fields.text("made")),
                new Program(
                        fields.texts("class_path").stream().map(code::resolve).toList()),
                fields.text("backend"),
                new DataShape(
                        data.whole("rows"),
                        (int) data.whole("dimension"),
                        data.whole("seed"),
                        data.text("data").equals("isotropic"),
                        (int) data.whole("namespaces")),
                new Machine(
                        machine.text("system"),
                        machine.text("processor"),
                        (int) machine.whole("processors"),
                        machine.whole("heap_bytes"),
                        machine.text("java"),
                        machine.number("load")),
                fields.list("figures").stream()
                        .map(each -> figures(new Fields(each)))
                        .toList());
    }

    private static SavedFigures figures(Fields fields) {
        return new SavedFigures(
                fields.text("name"),
                (int) fields.whole("version"),
                fields.number("median_ns"),
                fields.list("slice_median_ns").stream()
                        .map(each -> ((Number) each).doubleValue())
                        .toList(),
                fields.number("cpu_ns"),
                work(fields),
                fields.optional("recall"));
    }

    private static Work work(Fields fields) {
        Work work = Work.UNKNOWN;
        for (Count count : Count.values()) {
            OptionalDouble value = fields.optional(count.field());
            if (value.isPresent()) {
                work = work.with(count, value.getAsDouble());
            }
        }
        return work;
    }

    /// The fields of a JSON object, of the kinds they should have.
    private record Fields(Map<?, ?> all) {
        Fields(@Nullable Object read) {
            this(read instanceof Map<?, ?> map ? map : Map.of());
        }

        private Object of(String name) {
            Object value = all.get(name);
            if (value == null) {
                throw new IllegalArgumentException("it has no '" + name + "'");
            }
            return value;
        }

        String text(String name) {
            return of(name).toString();
        }

        long whole(String name) {
            return (long) number(name);
        }

        double number(String name) {
            if (of(name) instanceof Number number) {
                return number.doubleValue();
            }
            throw new IllegalArgumentException("'" + name + "' should be a number");
        }

        OptionalDouble optional(String name) {
            return all.containsKey(name) ? OptionalDouble.of(number(name)) : OptionalDouble.empty();
        }

        List<?> list(String name) {
            if (of(name) instanceof List<?> list) {
                return list;
            }
            throw new IllegalArgumentException("'" + name + "' should be a list");
        }

        List<String> texts(String name) {
            return list(name).stream().map(String::valueOf).toList();
        }

        Fields object(String name) {
            return new Fields(of(name));
        }
    }
}
