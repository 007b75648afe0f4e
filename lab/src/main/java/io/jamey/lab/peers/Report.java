package io.jamey.lab.peers;

import io.jamey.json.Json;
import io.jamey.lab.peers.Result.Searched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What a comparison found, for people, for documents, for programs.
///
/// @param absent peers that could not be measured, with the reason
record Report(int rows, int dimension, long seed, String machine, List<Result> results, Map<String, String> absent) {
    /// How it is written.
    enum Format {
        text,
        json,
        md
    }

    String in(Format format) {
        return switch (format) {
            case text -> tables(false);
            case md -> tables(true);
            case json -> Json.write(fields());
        };
    }

    private String tables(boolean markdown) {
        var out = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d memories, %d dimensions, seed %d; %s%n"
                        + "Medians [10 %% - 90 %% of the rounds]; xN: times Jamey's, round by round; one thread.%n%n",
                rows,
                dimension,
                seed,
                machine));
        var search = new ArrayList<List<String>>();
        search.add(List.of(
                "search, top 10",
                "gives",
                "all: us",
                "xN",
                "recall",
                "10 %: us",
                "xN",
                "recall",
                "1 %: us",
                "xN",
                "recall"));
        for (Result result : results) {
            var line = new ArrayList<String>();
            line.add(result.name());
            line.add(result.kind() == Peer.Kind.STORE ? "records" : "numbers");
            for (Searched searched : result.searches()) {
                line.add(micros(searched.micros()));
                line.add(ratio(searched.ratio()));
                line.add(String.format(Locale.ROOT, "%.3f", searched.recall()));
            }
            search.add(line);
        }
        out.append(aligned(search, markdown)).append('\n');
        var write = new ArrayList<List<String>>();
        write.add(List.of(
                "write",
                "durable",
                "insert: us",
                "xN",
                "until visible: us",
                "xN",
                "delete: us",
                "xN",
                "bulk load: us",
                "heap: bytes",
                "disk: bytes"));
        for (Result result : results) {
            var line = new ArrayList<String>();
            line.add(result.name());
            line.add(result.durable() ? "yes" : "no");
            result.writes().forEach(written -> {
                line.add(micros(written.micros()));
                line.add(ratio(written.ratio()));
            });
            line.add(number(result.loadMicros()));
            line.add(String.format(Locale.ROOT, "%,.0f", result.heapBytes()));
            line.add(String.format(Locale.ROOT, "%,.0f", result.diskBytes()));
            write.add(line);
        }
        out.append(aligned(write, markdown));
        absent.forEach((name, why) -> out.append(String.format("%n%s: %s%n", name, why)));
        return out.toString();
    }

    private static String micros(Spread spread) {
        return number(spread.median()) + " [" + number(spread.p10()) + " - " + number(spread.p90()) + "]";
    }

    private static String ratio(Spread spread) {
        return "x" + number(spread.median());
    }

    /// Three digits that mean something.
    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String aligned(List<List<String>> rows, boolean markdown) {
        int columns = rows.getFirst().size();
        var out = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            var line = new ArrayList<String>();
            for (int c = 0; c < columns; c++) {
                int column = c;
                int width = rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow();
                String cell = rows.get(r).get(c);
                String room = " ".repeat(width - cell.length());
                line.add(c == 0 ? cell + room : room + cell);
            }
            out.append(markdown ? "| " + String.join(" | ", line) + " |" : String.join("  ", line))
                    .append('\n');
            if (markdown && r == 0) {
                out.append("|---").append("|---:".repeat(columns - 1)).append("|\n");
            }
        }
        return out.toString();
    }

    private Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("rows", rows);
        fields.put("dimension", dimension);
        fields.put("seed", seed);
        fields.put("machine", machine);
        fields.put("peers", results.stream().map(Report::fields).toList());
        fields.put("absent", absent);
        return fields;
    }

    private static Map<String, Object> fields(Result result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", result.name());
        fields.put("gives", result.kind() == Peer.Kind.STORE ? "records" : "numbers");
        fields.put("durable", result.durable());
        fields.put("load_us_per_row", result.loadMicros());
        fields.put("heap_bytes_per_row", result.heapBytes());
        fields.put("disk_bytes_per_row", result.diskBytes());
        fields.put(
                "searches",
                result.searches().stream()
                        .map(searched -> Map.of(
                                "filter_percent", searched.percent(),
                                "effort", searched.effort(),
                                "recall_at_10", searched.recall(),
                                "us", fields(searched.micros()),
                                "times_jamey", fields(searched.ratio())))
                        .toList());
        fields.put(
                "writes",
                result.writes().stream()
                        .map(written -> Map.of(
                                "operation", Objects.requireNonNull(written.operation()),
                                "us", fields(written.micros()),
                                "times_jamey", fields(written.ratio())))
                        .toList());
        return fields;
    }

    private static Map<String, Object> fields(Spread spread) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("p10", spread.p10());
        fields.put("median", spread.median());
        fields.put("p90", spread.p90());
        return fields;
    }
}
