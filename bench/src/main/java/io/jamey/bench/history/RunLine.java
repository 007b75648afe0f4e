package io.jamey.bench.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run as a line of JSON.
final class RunLine {
    private RunLine() {}

    static String write(Run run) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", run.at());
        run.commit().ifPresent(commit -> fields.put("commit", commit));
        fields.put("machine", run.machine());
        fields.put("java", run.java());
        fields.put("data", run.data());
        fields.put("results", run.results().stream().map(RunLine::fields).toList());
        return Json.write(fields);
    }

    private static Map<String, Object> fields(Run.Result result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", result.operation());
        fields.put("version", result.version());
        for (Figure figure : Figure.values()) {
            Double value = result.figures().get(figure);
            if (value != null) {
                fields.put(figure.field(), value);
            }
        }
        return fields;
    }

    /// @throws IllegalArgumentException saying what is wrong with the line
    static Run read(String line) {
        Map<?, ?> fields = object(Json.read(line.getBytes(UTF_8)), "the line");
        var results = new ArrayList<Run.Result>();
        for (Object each : list(fields.get("results"))) {
            Map<?, ?> result = object(each, "a result");
            var figures = new EnumMap<Figure, Double>(Figure.class);
            for (Figure figure : Figure.values()) {
                if (result.containsKey(figure.field())) {
                    figures.put(figure, number(result.get(figure.field()), figure.field()));
                }
            }
            results.add(new Run.Result(
                    text(result.get("name"), "name"), (int) number(result.get("version"), "version"), figures));
        }
        return new Run(
                time(text(fields.get("time"), "time")),
                Optional.ofNullable(fields.get("commit")).map(commit -> text(commit, "commit")),
                text(fields.get("machine"), "machine"),
                text(fields.get("java"), "java"),
                text(fields.get("data"), "data"),
                results);
    }

    private static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> fields) {
            return fields;
        }
        throw new IllegalArgumentException(what + " is no JSON object");
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items;
        }
        throw new IllegalArgumentException("'results' is no list");
    }

    private static String text(@Nullable Object value, String name) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'" + name + "' is missing or no text");
    }

    private static double number(@Nullable Object value, String name) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("'" + name + "' is missing or no number");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time", e);
        }
    }
}
