package io.jamey.metrics.alerts;

import io.jamey.metrics.alerts.Condition.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where one rule stands: its alerts from pending over firing to resolved, as Prometheus moves them. Not thread-safe.
final class RuleState {
    private static final Duration RESOLVED_SHOWN = Duration.ofMinutes(15);

    private final Rule rule;
    private final String expression;
    private final SortedMap<Labels, Life> lives = new TreeMap<>();

    RuleState(Rule rule) {
        this.rule = rule;
        this.expression = rule.condition().promql();
    }

    /// Looks again.
    ///
    /// @return those that began to fire or were resolved
    List<Alert> look(History history, long now) {
        SortedMap<Labels, Reading> holding = rule.condition().at(history, now);
        var changed = new ArrayList<Alert>();
        holding.forEach((labels, reading) -> {
            Life life = lives.get(labels);
            if (life == null || life.state == Alert.State.RESOLVED) {
                life = new Life(now, reading);
                lives.put(labels, life);
            }
            life.reading = reading;
            if (life.state == Alert.State.PENDING
                    && now - life.since >= rule.hold().toMillis()) {
                life.enter(Alert.State.FIRING, now);
                changed.add(alert(labels, life));
            }
        });
        lives.forEach((labels, life) -> {
            if (life.state == Alert.State.FIRING && !holding.containsKey(labels)) {
                life.enter(Alert.State.RESOLVED, now);
                changed.add(alert(labels, life));
            }
        });
        lives.entrySet().removeIf(entry -> switch (entry.getValue().state) {
            case PENDING -> !holding.containsKey(entry.getKey());
            case FIRING -> false;
            case RESOLVED -> now - entry.getValue().since > RESOLVED_SHOWN.toMillis();
        });
        return changed;
    }

    List<Alert> alerts() {
        return lives.entrySet().stream()
                .map(entry -> alert(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Alert alert(Labels labels, Life life) {
        return new Alert(
                rule.name(),
                rule.severity(),
                labels,
                life.state,
                Instant.ofEpochMilli(life.since),
                life.reading.value(),
                life.reading.threshold(),
                rule.summary(labels),
                expression,
                rule.runbook());
    }

    private static final class Life {
        private Alert.State state = Alert.State.PENDING;
        private long since;
        private Reading reading;

        Life(long since, Reading reading) {
            this.since = since;
            this.reading = reading;
        }

        void enter(Alert.State next, long now) {
            state = next;
            since = now;
        }
    }
}
