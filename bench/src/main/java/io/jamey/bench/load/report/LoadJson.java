package io.jamey.bench.load.report;

import io.jamey.bench.load.ActionFigures;
import io.jamey.bench.load.Generator;
import io.jamey.bench.load.Latencies;
import io.jamey.bench.load.Load;
import io.jamey.bench.load.LoadReport;
import io.jamey.bench.load.Moment;
import io.jamey.bench.load.RunResult;
import io.jamey.bench.load.Settings;
import io.jamey.bench.load.Verdict;
import io.jamey.bench.report.FiguresJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A load test as fields for `io.jamey.json.Json`. Names carry units; quantiles that too few values stand behind are
/// left out.
public final class LoadJson {
    private LoadJson() {}

    public static Map<String, Object> document(LoadReport report) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("backend", report.target());
        fields.put("data", FiguresJson.data(report.shape()));
        fields.put("settings", settings(report.settings()));
        fields.put("machine", FiguresJson.machine(report.machine()));
        put(fields, report.verdict());
        report.maximum().ifPresent(maximum -> fields.put("maximum_per_s", maximum));
        fields.put("runs", report.runs().stream().map(LoadJson::run).toList());
        return fields;
    }

    private static Map<String, Object> settings(Settings settings) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("mix", settings.mix().toString());
        fields.put("duration_ms", settings.duration().toMillis());
        fields.put("warm_up_ms", settings.warmUp().toMillis());
        fields.put("timeout_ms", settings.timeout().toMillis());
        fields.put("in_flight_max", settings.inFlightMax());
        fields.put("seed", settings.seed());
        return fields;
    }

    private static void put(Map<String, Object> fields, Verdict verdict) {
        fields.put("verdict", verdict.status().name().toLowerCase(Locale.ROOT));
        fields.put("reasons", verdict.reasons());
        if (!verdict.remarks().isEmpty()) {
            fields.put("remarks", verdict.remarks());
        }
    }

    private static Map<String, Object> run(RunResult run) {
        var fields = new LinkedHashMap<String, Object>();
        switch (run.load()) {
            case Load.Closed(int clients) -> {
                fields.put("loop", "closed");
                fields.put("concurrency", clients);
            }
            case Load.Open(double perSecond, Load.Arrivals arrivals) -> {
                fields.put("loop", "open");
                fields.put("rate_per_s", perSecond);
                fields.put("arrivals", arrivals.name().toLowerCase(Locale.ROOT));
            }
        }
        put(fields, run.verdict());
        fields.put("measured_s", run.seconds());
        fields.put("memories_before", run.memories().before());
        fields.put("memories_after", run.memories().after());
        run.generator().ifPresent(generator -> fields.put("generator", generator(generator)));
        fields.put("all", figures(run.all()));
        fields.put("actions", run.actions().stream().map(LoadJson::figures).toList());
        fields.put("timeline", run.moments().stream().map(LoadJson::moment).toList());
        return fields;
    }

    private static Map<String, Object> generator(Generator generator) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("lag", latencies(generator.lag()));
        fields.put("held", generator.held());
        fields.put("unsent", generator.unsent());
        return fields;
    }

    private static Map<String, Object> figures(ActionFigures figures) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", figures.name());
        fields.put("per_s", figures.perSecond());
        fields.put("latency", latencies(figures.latency()));
        fields.put("service", latencies(figures.service()));
        var failures = new LinkedHashMap<String, Object>();
        figures.failures().forEach((kind, count) -> failures.put(kind.name().toLowerCase(Locale.ROOT), count));
        fields.put("failures", failures);
        return fields;
    }

    private static Map<String, Object> latencies(Latencies latencies) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("count", latencies.count());
        fields.put("mean_ns", latencies.mean());
        latencies.quantile(0.5).ifPresent(nanos -> fields.put("p50_ns", nanos));
        latencies.quantile(0.95).ifPresent(nanos -> fields.put("p95_ns", nanos));
        latencies.quantile(0.99).ifPresent(nanos -> fields.put("p99_ns", nanos));
        latencies.quantile(0.999).ifPresent(nanos -> fields.put("p999_ns", nanos));
        fields.put("max_ns", latencies.max());
        return fields;
    }

    private static List<Object> moment(Moment moment) {
        return List.of(moment.second(), moment.perSecond(), moment.sent(), moment.medianNanos(), moment.maxNanos());
    }
}
