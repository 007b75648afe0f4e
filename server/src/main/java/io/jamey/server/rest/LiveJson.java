package io.jamey.server.rest;

import io.jamey.StoreStatus;
import io.jamey.metrics.CacheReading;
import io.jamey.metrics.PoolReading;
import io.jamey.metrics.Rejections.Reason;
import io.jamey.metrics.StoreMetrics;
import io.jamey.metrics.live.Interval;
import io.jamey.metrics.live.OperationFigures;
import io.jamey.performance.Budgets;
import io.jamey.performance.DurationSnapshot;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What was measured lately as JSON. Times are in milliseconds, rates in a second.
final class LiveJson {
    private static final double NANOS = 1e6;
    private static final double DIGITS = 1e4;

    private LiveJson() {}

    /// @param window all of the time
    /// @param pieces the same in pieces, oldest first
    static Map<String, Object> fields(StoreMetrics store, Interval window, List<Interval> pieces) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", window.end().toString());
        fields.put("seconds", seconds(window.length()));
        var operations = new LinkedHashMap<String, Object>();
        for (Operation operation : Operation.values()) {
            operations.put(operation.label(), operation(operation, window, store.budgets()));
        }
        fields.put("operations", operations);
        fields.put("errors", counts(window.failures(), Outcome::label));
        fields.put("rejected", counts(window.rejected(), Reason::label));
        fields.put("process", process(window.process()));
        window.cache().ifPresent(cache -> fields.put("cache", cache(cache)));
        if (!window.pools().isEmpty()) {
            fields.put("pools", each(window.pools(), LiveJson::pool));
        }
        if (!store.dependencies().circuits().isEmpty()) {
            fields.put(
                    "circuits",
                    each(store.dependencies().circuits(), state -> state.get().label()));
        }
        store.status().ifPresent(status -> fields.put("store", store(status)));
        fields.put("series", series(pieces));
        return fields;
    }

    private static Map<String, Object> operation(Operation operation, Interval window, Budgets budgets) {
        var fields = new LinkedHashMap<String, Object>();
        OperationFigures figures = window.of(operation);
        DurationSnapshot times = figures.succeeded();
        fields.put("count", figures.count());
        fields.put("errors", figures.failed().count());
        fields.put("rate", rounded(figures.rate()));
        fields.put("memories_rate", rounded(figures.memoriesPerSecond()));
        if (times.count() > 0) {
            fields.put("mean_ms", millis(times.mean()));
            fields.put("p50_ms", millis(times.quantile(0.50)));
            fields.put("p95_ms", millis(times.quantile(0.95)));
            fields.put("p99_ms", millis(times.quantile(0.99)));
            fields.put("max_ms", millis((double) times.max()));
        }
        budgets.of(operation).ifPresent(limit -> fields.put("budget_ms", millis((double) limit.toNanos())));
        budgets.baselineOf(operation).ifPresent(time -> fields.put("baseline_ms", millis((double) time.toNanos())));
        return fields;
    }

    private static <K> Map<String, Object> counts(Map<K, Long> counts, Function<K, String> label) {
        var fields = new LinkedHashMap<String, Object>();
        counts.forEach((key, count) -> fields.put(label.apply(key), count));
        return fields;
    }

    private static Map<String, Object> process(Interval.ProcessFigures process) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("heap_bytes_used", process.heapUsed());
        fields.put("heap_bytes_live", process.heapLive());
        fields.put("heap_bytes_max", process.heapMax());
        fields.put("cpu", rounded(process.cpu()));
        fields.put("gc_pause_ms", process.pauseMillis());
        return fields;
    }

    private static Map<String, Object> cache(CacheReading cache) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("entries", cache.entries());
        fields.put("bytes", cache.bytes());
        fields.put("bytes_max", cache.bytesMax());
        fields.put("hits", cache.hits());
        fields.put("misses", cache.misses());
        fields.put("stale", cache.stale());
        fields.put("evictions", cache.evictions());
        hitRate(cache).ifPresent(rate -> fields.put("hit_rate", rounded(rate)));
        return fields;
    }

    private static <T> Map<String, Object> each(Map<String, T> all, Function<T, Object> value) {
        var fields = new LinkedHashMap<String, Object>();
        all.forEach((name, read) -> fields.put(name, value.apply(read)));
        return fields;
    }

    private static Map<String, Object> pool(PoolReading pool) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("used", pool.used());
        fields.put("idle", pool.idle());
        fields.put("max", pool.max());
        fields.put("pending", pool.pending());
        fields.put("timeouts", pool.timeouts());
        return fields;
    }

    private static Optional<Double> hitRate(CacheReading cache) {
        long all = cache.hits() + cache.misses();
        return all == 0 ? Optional.empty() : Optional.of((double) cache.hits() / all);
    }

    private static Map<String, Object> store(StoreStatus status) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("backend", status.backend());
        fields.put("memories", status.memories());
        fields.put("namespaces", status.namespaces());
        fields.put("bytes_live", status.bytesLive());
        fields.put("bytes_total", status.bytesTotal());
        detail(status, "index_bytes").ifPresent(bytes -> fields.put("index_bytes", bytes.longValue()));
        detail(status, "lowest_recall_sampled").ifPresent(recall -> fields.put("recall_sampled", recall));
        return fields;
    }

    private static Optional<Double> detail(StoreStatus status, String name) {
        return Optional.ofNullable(status.details().get(name)).map(Double::valueOf);
    }

    /// One value for each piece of time; null where there is none.
    private static Map<String, Object> series(List<Interval> pieces) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", pieces.stream().map(piece -> piece.end().toString()).toList());
        fields.put(
                "seconds", pieces.stream().map(piece -> seconds(piece.length())).toList());
        fields.put(
                "heap_bytes_used",
                pieces.stream().map(piece -> piece.process().heapUsed()).toList());
        fields.put(
                "cpu",
                pieces.stream().map(piece -> rounded(piece.process().cpu())).toList());
        fields.put("rejected_rate", pieces.stream().map(LiveJson::rejectedRate).toList());
        fields.put("cache_hit_rate", orNull(pieces, piece -> piece.cache().flatMap(LiveJson::hitRate)));
        var operations = new LinkedHashMap<String, Object>();
        for (Operation operation : Operation.values()) {
            if (pieces.stream().anyMatch(piece -> piece.operations().containsKey(operation))) {
                operations.put(operation.label(), series(pieces, operation));
            }
        }
        fields.put("operations", operations);
        return fields;
    }

    private static Map<String, Object> series(List<Interval> pieces, Operation operation) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "rate",
                pieces.stream()
                        .map(piece -> rounded(piece.of(operation).rate()))
                        .toList());
        fields.put(
                "errors",
                pieces.stream()
                        .map(piece -> piece.of(operation).failed().count())
                        .toList());
        fields.put("p50_ms", times(pieces, operation, times -> times.quantile(0.50)));
        fields.put("p95_ms", times(pieces, operation, times -> times.quantile(0.95)));
        fields.put("p99_ms", times(pieces, operation, times -> times.quantile(0.99)));
        return fields;
    }

    private static List<@Nullable Object> times(
            List<Interval> pieces, Operation operation, ToDoubleFunction<DurationSnapshot> value) {
        return orNull(pieces, piece -> {
            DurationSnapshot times = piece.of(operation).succeeded();
            return times.count() == 0 ? Optional.empty() : Optional.of(value.applyAsDouble(times) / NANOS);
        });
    }

    private static List<@Nullable Object> orNull(List<Interval> pieces, Function<Interval, Optional<Double>> value) {
        var all = new ArrayList<@Nullable Object>();
        for (Interval piece : pieces) {
            all.add(value.apply(piece).map(LiveJson::rounded).orElse(null));
        }
        return all;
    }

    private static double rejectedRate(Interval piece) {
        long all = piece.rejected().values().stream().mapToLong(Long::longValue).sum();
        double seconds = seconds(piece.length());
        return seconds == 0 ? 0 : rounded(all / seconds);
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1e3;
    }

    private static double millis(double nanos) {
        return rounded(nanos / NANOS);
    }

    /// Four digits behind the point: a tenth of a microsecond.
    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
