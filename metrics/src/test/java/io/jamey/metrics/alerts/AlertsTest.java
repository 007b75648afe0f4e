package io.jamey.metrics.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The life of an alert, and what is remembered of it.
class AlertsTest {
    private static final Instant START = Instant.parse("2026-05-04T08:00:00Z");

    private final Alerts alerts = Alerts.standard();
    private final List<Alert> changes = new ArrayList<>();
    private Instant now = START;

    @Test
    void an_alert_is_pending_then_fires_and_is_resolved() {
        look(Duration.ofMinutes(1), memory(0.5));
        assertThat(alerts.current()).isEmpty();
        look(Duration.ofMinutes(4).plusSeconds(50), memory(0.9));
        assertThat(alerts.current()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(Alert.State.PENDING);
            assertThat(alert.since()).isEqualTo(START.plusSeconds(70));
        });
        assertThat(changes).isEmpty();

        look(Duration.ofSeconds(20), memory(0.9));
        assertThat(changes).singleElement().satisfies(alert -> {
            assertThat(alert.name()).isEqualTo("JameyMemoryHigh");
            assertThat(alert.state()).isEqualTo(Alert.State.FIRING);
            assertThat(alert.since()).isEqualTo(START.plusSeconds(70 + 300));
            assertThat(alert.value()).isEqualTo(0.9);
            assertThat(alert.threshold()).isEqualTo(0.8);
        });

        changes.clear();
        look(Duration.ofMinutes(1), memory(0.4));
        assertThat(changes).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(Alert.State.RESOLVED);
            assertThat(alert.value()).isEqualTo(0.9);
        });
        assertThat(alerts.current()).hasSize(1);
        look(Duration.ofMinutes(15), memory(0.4));
        assertThat(alerts.current()).isEmpty();
    }

    @Test
    void one_that_ended_before_its_time_is_forgotten() {
        look(Duration.ofMinutes(4), memory(0.9));
        look(Duration.ofSeconds(10), memory(0.7));
        assertThat(alerts.current()).isEmpty();
        look(Duration.ofMinutes(4), memory(0.9));
        assertThat(changes).isEmpty();
    }

    @Test
    void one_that_comes_back_begins_anew() {
        look(Duration.ofMinutes(6), memory(0.9));
        look(Duration.ofMinutes(1), memory(0.1));
        changes.clear();
        look(Duration.ofSeconds(10), memory(0.9));
        assertThat(alerts.current())
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(Alert.State.PENDING));
        look(Duration.ofMinutes(6), memory(0.9));
        assertThat(changes)
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(Alert.State.FIRING));
    }

    @Test
    void each_set_of_labels_has_an_alert_of_its_own_and_the_most_urgent_is_first() {
        var samples = new ArrayList<>(memory(0.9));
        for (String pool : List.of("postgres", "redis")) {
            samples.add(sample("db_client_connection_max", Map.of("pool", pool), 10));
            samples.add(sample("db_client_connection_count", Map.of("pool", pool, "state", "used"), 10));
            samples.add(sample("db_client_connection_pending_requests", Map.of("pool", pool), 2));
        }
        look(Duration.ofMinutes(6), samples);
        assertThat(alerts.current())
                .extracting(Alert::summary)
                .containsExactly(
                        "callers wait for a connection of the pool postgres, and all are in use",
                        "callers wait for a connection of the pool redis, and all are in use",
                        "the process uses more than 80 % of its memory");
    }

    @Test
    void a_clock_that_is_set_back_stops_nothing() {
        look(Duration.ofMinutes(3), memory(0.9));
        now = START.minus(Duration.ofDays(1));
        look(Duration.ofMinutes(1), memory(0.1));
        assertThat(alerts.current()).isEmpty();
        look(Duration.ofMinutes(6), memory(0.9));
        assertThat(changes).extracting(Alert::state).containsExactly(Alert.State.FIRING);
    }

    @Test
    void a_limit_nobody_knows_is_never_passed() {
        look(Duration.ofMinutes(6), List.of(sample("jamey_process_memory_used_bytes", Map.of(), 1e9)));
        assertThat(alerts.current()).isEmpty();
    }

    private void look(Duration span, List<Sample> samples) {
        for (Instant end = now.plus(span); now.isBefore(end); ) {
            now = now.plus(Alerts.INTERVAL);
            changes.addAll(alerts.look(now, samples));
        }
    }

    private static List<Sample> memory(double share) {
        return List.of(
                sample("jamey_process_memory_used_bytes", Map.of(), share * 1000),
                sample("jamey_process_memory_limit_bytes", Map.of(), 1000));
    }

    private static Sample sample(String name, Map<String, String> labels, double value) {
        return new Sample(name, Labels.of(labels), value);
    }
}
