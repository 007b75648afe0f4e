package io.jamey.server.rest;

import io.jamey.metrics.alerts.Alert;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `/v1/alerts`: what is not as it should be, the most urgent first.
final class AlertResource {
    private final Supplier<List<Alert>> alerts;

    AlertResource(Supplier<List<Alert>> alerts) {
        this.alerts = alerts;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/alerts", this::list));
    }

    private Reply list(Call call) {
        call.caller().requireEverywhere(Permission.READ);
        return Reply.json(
                200,
                Map.of("items", alerts.get().stream().map(AlertResource::fields).toList()));
    }

    static Map<String, Object> fields(Alert alert) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", alert.name());
        fields.put("severity", alert.severity().word());
        fields.put("state", alert.state().word());
        fields.put("since", alert.since().toString());
        put(fields, "value", alert.value());
        put(fields, "threshold", alert.threshold());
        fields.put("summary", alert.summary());
        fields.put("runbook", "/runbooks/" + alert.runbook());
        fields.put("labels", alert.labels().values());
        fields.put("expression", alert.expression());
        return fields;
    }

    /// JSON has no word for what was divided by nothing.
    private static void put(Map<String, Object> fields, String name, double value) {
        if (Double.isFinite(value)) {
            fields.put(name, value);
        }
    }
}
