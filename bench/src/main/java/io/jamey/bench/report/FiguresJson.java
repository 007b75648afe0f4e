package io.jamey.bench.report;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.work.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Figures as fields for `io.jamey.json.Json`. Names carry units; times are for one operation.
public final class FiguresJson {
    private FiguresJson() {}

    public static Map<String, Object> document(DataShape shape, Machine machine, List<Figures> all) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("data", data(shape));
        fields.put("machine", machine(machine));
        fields.put("results", all.stream().map(FiguresJson::figures).toList());
        return fields;
    }

    public static Map<String, Object> data(DataShape shape) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("rows", shape.rows());
        fields.put("dimension", shape.dimension());
        fields.put("seed", shape.seed());
        fields.put("data", shape.isotropic() ? "isotropic" : "clustered");
        fields.put("namespaces", shape.namespaces());
        return fields;
    }

    public static Map<String, Object> machine(Machine machine) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("system", machine.system());
        fields.put("processor", machine.processor());
        fields.put("processors", machine.processors());
        fields.put("heap_bytes", machine.heapBytes());
        fields.put("java", machine.java());
        fields.put("load", machine.load());
        return fields;
    }

    public static Map<String, Object> benchmark(Benchmark benchmark) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", benchmark.id());
        fields.put("does", benchmark.does());
        put(fields, "budget_us", benchmark.budgetMicros());
        return fields;
    }

    public static Map<String, Object> figures(Figures figures) {
        var fields = new LinkedHashMap<>(benchmark(figures.benchmark()));
        fields.put("calls", figures.calls());
        fields.put("median_ns", figures.median());
        fields.put("p95_ns", figures.p95());
        fields.put("p99_ns", figures.p99());
        fields.put("spread", figures.spread());
        fields.put("slice_median_ns", figures.slices());
        fields.put("cpu_ns", figures.cpu());
        for (Count count : Count.values()) {
            put(fields, count.field(), figures.work().ifKnown(count));
        }
        put(fields, "recall", figures.recall());
        fields.put("within_budget", figures.withinBudget());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, OptionalDouble value) {
        value.ifPresent(present -> fields.put(name, present));
    }
}
