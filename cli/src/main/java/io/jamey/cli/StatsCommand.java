package io.jamey.cli;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.StoreStatus;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `jamey stats`: what the store holds.
@Command(
        aliases = "status",
        description = "Show what the store holds, how much room it takes, and how a database answers",
        sortOptions = false)
final class StatsCommand implements Callable<Integer> {
    private static final int NAMESPACES_SHOWN = 50;
    private static final int DETAIL_WIDTH = 22;

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    StatsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() {
        try (var stack = StoreStack.existing(where.store(), new EmbedderSettings.None())) {
            MemoryStore store = stack.store();
            StoreStatus status = store.status();
            Map<String, Long> memories = new LinkedHashMap<>();
            for (Namespace namespace : store.namespaces()) {
                memories.put(namespace.value(), store.count(namespace, Filter.everything()));
            }
            if (json) {
                surroundings.out().println(Json.write(fields(status, memories)));
            } else {
                print(status, memories);
            }
        }
        return ExitCode.OK;
    }

    private Map<String, Object> fields(StoreStatus status, Map<String, Long> memories) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("store", where.store().toString());
        fields.put("backend", status.backend());
        fields.put("memories", status.memories());
        fields.put("namespaces", memories);
        status.dimension().ifPresent(dimension -> fields.put("dimension", dimension));
        fields.put("bytes_live", status.bytesLive());
        fields.put("bytes_total", status.bytesTotal());
        fields.put("details", status.details());
        return fields;
    }

    private void print(StoreStatus status, Map<String, Long> memories) {
        line("store", where.store().toString());
        line("memories", String.valueOf(status.memories()));
        line("namespaces", String.valueOf(status.namespaces()));
        line(
                "dimension",
                status.dimension().isPresent()
                        ? String.valueOf(status.dimension().getAsInt())
                        : "none yet: no embedding is stored");
        line("on disk", bytes(status.bytesTotal()) + ", of which " + bytes(status.bytesLive()) + " in use");
        status.details().forEach(this::line);
        if (!memories.isEmpty()) {
            surroundings.out().println();
            var table = new Table().number("memories").flexible("namespace");
            memories.entrySet().stream()
                    .limit(NAMESPACES_SHOWN)
                    .forEach(each -> table.row(String.valueOf(each.getValue()), each.getKey()));
            table.print(surroundings);
        }
        if (memories.size() > NAMESPACES_SHOWN) {
            surroundings.out().println("and " + (memories.size() - NAMESPACES_SHOWN) + " more: see --json");
        }
    }

    private void line(String name, String value) {
        surroundings
                .out()
                .println(surroundings.style().dim(DisplayText.padded(name, DETAIL_WIDTH, false))
                        + DisplayText.clean(value));
    }

    private static String bytes(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
