package io.jamey.bench.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.measuring.Usage;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import io.jamey.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A line of the protocol between the process that compares and those it measures in: one JSON document.
record Message(Map<String, Object> fields) {
    /// What a worker says first, followed by the version it speaks.
    static final String GREETING = "jamey-bench-worker ";
    /// Changes when old and new no longer understand each other.
    static final int VERSION = 3;

    static Message of(String name, Object value) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(name, value);
        return new Message(fields);
    }

    Message with(String name, Object value) {
        var more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Message(more);
    }

    /// @throws IllegalArgumentException for what is no JSON object
    static Message read(String line) {
        if (!(Json.read(line.getBytes(UTF_8)) instanceof Map<?, ?> read)) {
            throw new IllegalArgumentException("no object: " + line);
        }
        var fields = new LinkedHashMap<String, Object>();
        read.forEach((name, value) -> {
            if (value != null) {
                fields.put(String.valueOf(name), value);
            }
        });
        return new Message(fields);
    }

    String line() {
        return Json.write(fields);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return of(name) instanceof String text ? text : fault(name);
    }

    long whole(String name) {
        return of(name) instanceof Long number ? number : Long.parseLong(fault(name));
    }

    double number(String name) {
        return of(name) instanceof Number number ? number.doubleValue() : Double.parseDouble(fault(name));
    }

    private @Nullable Object of(String name) {
        return fields.get(name);
    }

    private String fault(String name) {
        throw new IllegalArgumentException("'" + name + "' is missing or of the wrong kind in " + line());
    }

    Message with(DataShape shape) {
        return with("rows", shape.rows())
                .with("dimension", shape.dimension())
                .with("seed", shape.seed())
                .with("isotropic", shape.isotropic() ? 1 : 0)
                .with("namespaces", shape.namespaces());
    }

    DataShape shape() {
        return new DataShape(whole("rows"), (int) whole("dimension"), whole("seed"), whole("isotropic") == 1, (int)
                whole("namespaces"));
    }

    Message with(Usage usage) {
        Message message = with("wall_ns", usage.wallNanos()).with("cpu_ns", usage.cpuNanos());
        for (Count count : Count.values()) {
            OptionalDouble value = usage.work().ifKnown(count);
            if (value.isPresent()) {
                message = message.with(count.field(), (long) value.getAsDouble());
            }
        }
        return message;
    }

    /// What a program of another time did not count stays unknown.
    Usage usage() {
        Work work = Work.UNKNOWN;
        for (Count count : Count.values()) {
            if (has(count.field())) {
                work = work.with(count, number(count.field()));
            }
        }
        return new Usage(whole("wall_ns"), whole("cpu_ns"), work);
    }
}
