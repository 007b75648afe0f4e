package io.jamey.server;

import io.jamey.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The Grafana dashboard in `ops/grafana`.
record DashboardFile(Map<?, ?> fields) {
    static DashboardFile read() throws IOException {
        byte[] json = Files.readAllBytes(Path.of("../ops/grafana/jamey.json"));
        return new DashboardFile((Map<?, ?>) Objects.requireNonNull(Json.read(json)));
    }

    /// The titles of its rows.
    List<String> rows() {
        return ((List<?>) Objects.requireNonNull(fields.get("panels")))
                .stream()
                        .map(panel -> (Map<?, ?>) Objects.requireNonNull(panel))
                        .filter(panel -> "row".equals(panel.get("type")))
                        .map(panel -> String.valueOf(panel.get("title")))
                        .toList();
    }

    /// What it asks Prometheus, with its variables filled in.
    List<String> expressions() {
        var found = new ArrayList<String>();
        collect(fields, found);
        return found.stream()
                .map(expression -> expression
                        .replace("$__rate_interval", "15s")
                        .replace("$instance", ".+")
                        .replace("$operation", "search"))
                .toList();
    }

    private static void collect(@Nullable Object node, List<String> found) {
        if (node instanceof Map<?, ?> object) {
            if (object.get("expr") instanceof String expression) {
                found.add(expression);
            }
            object.values().forEach(value -> collect(value, found));
        } else if (node instanceof List<?> items) {
            items.forEach(item -> collect(item, found));
        }
    }
}
