package io.jamey.metrics.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The alerts of this process.
///
/// Give it a round of samples every [#INTERVAL]; it remembers as much as its rules look back, some hundred bytes a
/// series and minute. Thread-safe.
public final class Alerts {
    /// How often to look. Rules are written so that they fire within half a minute beyond their patience.
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final History history;
    private final List<RuleState> rules;
    private final Set<String> series;
    private List<Alert> current = List.of();

    private Alerts(List<Rule> rules, Duration window) {
        this.history = new History(window.toMillis());
        this.rules = rules.stream().map(RuleState::new).toList();
        this.rules.forEach(rule -> rule.look(history, 0));
        this.series = history.asked();
    }

    /// By the rules that ship with Jamey.
    public static Alerts standard() {
        return new Alerts(AlertRules.ALL, AlertRules.WINDOW_MAX);
    }

    /// The names of the series that the rules read; all others are of no use here.
    public Set<String> series() {
        return series;
    }

    /// Looks again.
    ///
    /// @param samples of all series that there are now: one that is not among them has ended
    /// @return those that began to fire or were resolved
    public synchronized List<Alert> look(Instant now, List<Sample> samples) {
        sampled(now, samples);
        return judge(now);
    }

    synchronized void sampled(Instant at, List<Sample> samples) {
        history.add(at.toEpochMilli(), samples);
    }

    synchronized List<Alert> judge(Instant now) {
        long time = now.toEpochMilli();
        var changed = new ArrayList<Alert>();
        rules.forEach(rule -> changed.addAll(rule.look(history, time)));
        current = rules.stream()
                .flatMap(rule -> rule.alerts().stream())
                .sorted(Comparator.comparing(Alert::state, Comparator.comparingInt(Alerts::urgency))
                        .thenComparing(Alert::severity))
                .toList();
        return changed;
    }

    /// Whatever is pending, firing or was resolved lately: the most urgent first.
    public synchronized List<Alert> current() {
        return current;
    }

    private static int urgency(Alert.State state) {
        return switch (state) {
            case FIRING -> 0;
            case PENDING -> 1;
            case RESOLVED -> 2;
        };
    }
}
