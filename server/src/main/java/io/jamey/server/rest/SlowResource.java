package io.jamey.server.rest;

import io.jamey.json.SearchJson;
import io.jamey.metrics.SlowOperation;
import io.jamey.metrics.StoreMetrics;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/v1/slow`: the latest operations that took longer than their budgets, and how they were done.
final class SlowResource {
    private static final double NANOS = 1e6;

    private final StoreMetrics store;

    SlowResource(StoreMetrics store) {
        this.store = store;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/slow", this::list));
    }

    private Reply list(Call call) {
        call.caller().requireEverywhere(Permission.READ);
        return Reply.json(
                200,
                Map.of("items", store.slow().stream().map(SlowResource::fields).toList()));
    }

    private static Map<String, Object> fields(SlowOperation slow) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("time", slow.ended().toString());
        fields.put("operation", slow.operation().label());
        fields.put("outcome", slow.outcome().label());
        fields.put("took_ms", millis(slow.took()));
        fields.put("budget_ms", millis(slow.budget()));
        fields.put("memories", slow.memories());
        slow.plan().ifPresent(plan -> fields.put("plan", SearchJson.fields(plan)));
        slow.trace().ifPresent(trace -> fields.put("trace_id", trace));
        return fields;
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS;
    }
}
