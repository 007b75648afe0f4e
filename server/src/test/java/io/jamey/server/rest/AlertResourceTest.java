package io.jamey.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.metrics.alerts.Alert;
import io.jamey.metrics.alerts.Labels;
import io.jamey.metrics.alerts.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An alert as JSON.
class AlertResourceTest {
    @Test
    void an_alert_has_what_the_description_of_the_api_names() {
        Map<String, Object> fields = AlertResource.fields(alert(0.93));
        assertThat(fields)
                .containsEntry("name", "JameyMemoryHigh")
                .containsEntry("severity", "warning")
                .containsEntry("state", "firing")
                .containsEntry("since", "2026-05-04T08:15:30.123Z")
                .containsEntry("value", 0.93)
                .containsEntry("runbook", "/runbooks/memory-high")
                .containsEntry("labels", Map.of("operation", "search"));
        Map<?, ?> schema =
                map(map(map(ApiDescription.fields().get("components")).get("schemas"))
                        .get("Alerts"));
        Map<?, ?> described =
                map(map(map(schema.get("properties")).get("items")).get("items"));
        assertThat(fields.keySet()).isEqualTo(map(described.get("properties")).keySet());
    }

    @Test
    void what_was_divided_by_nothing_is_left_out() {
        assertThat(AlertResource.fields(alert(Double.POSITIVE_INFINITY)))
                .doesNotContainKey("value")
                .containsKey("threshold");
    }

    private static Alert alert(double value) {
        return new Alert(
                "JameyMemoryHigh",
                Severity.WARNING,
                Labels.of(Map.of("operation", "search")),
                Alert.State.FIRING,
                Instant.parse("2026-05-04T08:15:30.123Z"),
                value,
                0.8,
                "the process uses more than 80 % of its memory",
                "used / limit > 0.8",
                "memory-high");
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
