package io.jamey.bench.goals;

import io.jamey.bench.report.FiguresJson;
import io.jamey.bench.report.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Goals and what became of them, as fields for `io.jamey.json.Json`. Each limit is an item of its own.
public final class GoalsJson {
    private GoalsJson() {}

    public static Map<String, Object> document(Machine machine, List<Outcome> outcomes) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("machine", FiguresJson.machine(machine));
        fields.put("missed", outcomes.stream().filter(Outcome::missed).count());
        fields.put("results", outcomes.stream().map(GoalsJson::outcome).toList());
        return fields;
    }

    public static Map<String, Object> limit(Goal goal, Limit limit) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("goal", goal.name());
        fields.put("about", goal.about());
        fields.put("rows", goal.data().rows());
        fields.put("figure", limit.what());
        fields.put("unit", limit.unit().symbol());
        switch (limit.bound()) {
            case AT_MOST -> fields.put("at_most", limit.value());
            case AT_LEAST -> fields.put("at_least", limit.value());
            case NONE -> fields.put("shown_only", true);
        }
        return fields;
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        var fields = new LinkedHashMap<>(limit(outcome.goal(), outcome.limit()));
        switch (outcome) {
            case Outcome.Measured measured -> {
                fields.put("measured", measured.reading().value());
                if (measured.limit().bound() != Limit.Bound.NONE) {
                    fields.put("ratio", measured.ratio());
                }
                fields.put("note", measured.reading().note());
                fields.put("outcome", measured.missed() ? "missed" : "met");
            }
            case Outcome.Failed failed -> {
                fields.put("note", failed.fault());
                fields.put("outcome", "missed");
            }
            case Outcome.LeftOut _ -> fields.put("outcome", "left out");
        }
        return fields;
    }
}
