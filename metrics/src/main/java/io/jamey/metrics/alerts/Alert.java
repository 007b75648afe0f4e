package io.jamey.metrics.alerts;

import java.time.Instant;
import java.util.Locale;

/// One alert: a rule that holds, or held a moment ago, for one set of labels.
///
/// @param since when it came into its state
/// @param value what was read last while the rule held
/// @param threshold what that had passed
/// @param expression the rule in PromQL, to look further with
/// @param runbook the name of the page that says what to do
public record Alert(
        String name,
        Severity severity,
        Labels labels,
        State state,
        Instant since,
        double value,
        double threshold,
        String summary,
        String expression,
        String runbook) {
    /// Where an alert is in its life.
    public enum State {
        /// The rule holds, not yet for long enough.
        PENDING,
        /// It has held for long enough.
        FIRING,
        /// It fired, and holds no more. Shown for a quarter of an hour.
        RESOLVED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
