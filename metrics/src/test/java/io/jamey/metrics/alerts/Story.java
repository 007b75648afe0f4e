package io.jamey.metrics.alerts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Made-up series of a random time, around every threshold, with restarts, missing rounds and series that come
/// late or end: rounds of samples at odd seconds, so that none lies on the edge of a window.
final class Story {
    static final int STEP = 10;

    private final Random random;
    private final Map<String, Double> counters = new TreeMap<>();
    private final Map<String, double[]> levels = new HashMap<>();
    private final Map<Integer, List<Sample>> rounds = new TreeMap<>();
    private final List<Sample> gathered = new ArrayList<>();
    private boolean ended;

    /// @param seconds how long it is
    Story(long seed, int seconds) {
        this.random = new Random(seed);
        var processes = random.nextBoolean()
                ? List.of(Map.<String, String>of())
                : List.of(Map.of("job", "jamey", "instance", "a:9090"), Map.of("job", "jamey", "instance", "b:9090"));
        var late = new HashMap<String, Integer>();
        int missing = 0;
        for (int second = 3 + random.nextInt(5); second < seconds; second += STEP) {
            if (random.nextInt(100) == 0) {
                missing = 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 4);
            }
            for (Map<String, String> process : processes) {
                if (random.nextInt(150) == 0) {
                    counters.keySet().removeIf(key -> key.endsWith(process.toString()));
                }
                process(second, process);
            }
            int now = second;
            if (--missing < 0) {
                var samples = new ArrayList<Sample>();
                gathered.forEach(sample -> {
                    int from = late.computeIfAbsent(
                            sample.name() + sample.labels(), _ -> random.nextInt(4) == 0 ? random.nextInt(3_000) : 0);
                    if (now >= from && !(ended && sample.name().contains("errors"))) {
                        samples.add(sample);
                    }
                });
                rounds.put(second + random.nextInt(3), samples);
                ended = random.nextInt(ended ? 20 : 200) == 0 ? !ended : ended;
            }
            gathered.clear();
        }
    }

    /// The samples of each round, by second. None is at a multiple of [#STEP].
    Map<Integer, List<Sample>> rounds() {
        return rounds;
    }

    private void process(int second, Map<String, String> process) {
        for (String operation : List.of("search", "store")) {
            double baseline = operation.equals("search") ? 0.02 : 0.004;
            String limit = operation.equals("search") ? "baseline" : "budget";
            gauge("jamey_memory_operation_" + limit + "_seconds", process, Map.of("operation", operation), baseline);
            double calls = level("calls" + operation + process, 0, 0.05, 0.09, 0.11, 0.3, 7) * STEP;
            double mean = baseline * level("mean" + operation + process, 0.6, 1, 1.9, 2.1, 3, 20);
            double failing = calls * level("failing" + process, 0, 0, 0.01, 0.014, 0.0149, 0.02, 0.3);
            for (String outcome : List.of("ok", "error")) {
                double part = outcome.equals("ok") ? calls - failing : failing;
                var labels = Map.of("operation", operation, "outcome", outcome);
                counter("jamey_memory_operation_duration_seconds_count", process, labels, part);
                counter("jamey_memory_operation_duration_seconds_sum", process, labels, part * mean);
            }
            for (String type : List.of("unavailable", "full", "invalid")) {
                counter(
                        "jamey_errors_total",
                        process,
                        Map.of("operation", operation, "error_type", type),
                        type.equals("invalid") ? calls * 0.2 : failing / 2);
            }
        }
        double asked = level("asked" + process, 0, 0.5, 0.95, 1.05, 20) * STEP;
        double hits = level("hits" + process, 0, 0.5, 0.79, 0.81, 0.95, 1);
        counter("jamey_cache_requests_total", process, Map.of("cache", "memories", "result", "hit"), asked * hits);
        counter(
                "jamey_cache_requests_total",
                process,
                Map.of("cache", "memories", "result", "miss"),
                asked * (1 - hits));
        if (second > 600) {
            counter("jamey_cache_requests_total", process, Map.of("cache", "memories", "result", "stale"), asked / 100);
        }
        var pool = Map.of("pool", "postgres");
        gauge("db_client_connection_max", process, pool, 10);
        gauge("db_client_connection_pending_requests", process, pool, level("pending" + process, 0, 0, 1, 7));
        double used = level("used" + process, 1, 9, 10, 10);
        gauge("db_client_connection_count", process, Map.of("pool", "postgres", "state", "used"), used);
        gauge("db_client_connection_count", process, Map.of("pool", "postgres", "state", "idle"), 10 - used);
        counter("db_client_connection_timeouts_total", process, pool, level("timeouts" + process, 0, 0, 0, 0.4));
        gauge("jamey_process_memory_limit_bytes", process, Map.of(), 1e9);
        double memory = level("memory" + process, 0.3, 0.79, 0.8, 0.81, 0.97);
        gauge("jamey_process_memory_used_bytes", process, Map.of(), Math.rint(memory * 1e9));
    }

    /// One of the values, for a while.
    private double level(String what, double... values) {
        double[] level = levels.computeIfAbsent(what, _ -> new double[2]);
        if (level[1]-- <= 0) {
            level[0] = values[random.nextInt(values.length)];
            level[1] = 3 + random.nextInt(random.nextInt(3) == 0 ? 120 : 30);
        }
        return level[0];
    }

    private void counter(String name, Map<String, String> process, Map<String, String> labels, double growth) {
        double noise = growth * (0.9 + 0.2 * random.nextDouble());
        double value = counters.merge(name + labels + process, noise, Double::sum);
        gauge(name, process, labels, Math.rint(value * 1e6) / 1e6);
    }

    private void gauge(String name, Map<String, String> process, Map<String, String> labels, double value) {
        var all = new TreeMap<>(process);
        all.putAll(labels);
        gathered.add(new Sample(name, new Labels(all), value));
    }
}
