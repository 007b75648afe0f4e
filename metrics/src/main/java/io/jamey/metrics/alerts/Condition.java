package io.jamey.metrics.alerts;

import java.util.SortedMap;
import java.util.TreeMap;

/// When an alert is due: for each set of labels it holds for, what was read and what it was compared with.
///
/// As [Expression], it can be evaluated here and written down for Prometheus.
sealed interface Condition {
    /// Those it holds for.
    SortedMap<Labels, Reading> at(History history, long now);

    /// As Prometheus reads it.
    String promql();

    /// What was read, and the threshold it has passed.
    record Reading(double value, double threshold) {}

    /// Which side of the threshold is the bad one.
    enum Side {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<");

        private final String promql;

        Side(String promql) {
            this.promql = promql;
        }

        /// NaN passes no threshold.
        boolean passed(double value, double threshold) {
            return switch (this) {
                case ABOVE -> value > threshold;
                case AT_LEAST -> value >= threshold;
                case BELOW -> value < threshold;
            };
        }
    }

    /// Something has passed a fixed threshold.
    record Passed(Expression value, Side side, double threshold) implements Condition {
        @Override
        public SortedMap<Labels, Reading> at(History history, long now) {
            var result = new TreeMap<Labels, Reading>();
            value.at(history, now).forEach((labels, read) -> {
                if (side.passed(read, threshold)) {
                    result.put(labels, new Reading(read, threshold));
                }
            });
            return result;
        }

        @Override
        public String promql() {
            return value.promql() + " " + side.promql + " " + Numbers.written(threshold);
        }
    }

    /// Something has passed what something else with the same labels says.
    record PassedOther(Expression value, Side side, Expression threshold) implements Condition {
        @Override
        public SortedMap<Labels, Reading> at(History history, long now) {
            SortedMap<Labels, Double> thresholds = threshold.at(history, now);
            var result = new TreeMap<Labels, Reading>();
            value.at(history, now).forEach((labels, read) -> {
                Double limit = thresholds.get(labels);
                if (limit != null && side.passed(read, limit)) {
                    result.put(labels, new Reading(read, limit));
                }
            });
            return result;
        }

        @Override
        public String promql() {
            return value.promql() + " " + side.promql + " " + threshold.promql();
        }
    }

    /// The first, where the second holds too.
    record Both(Condition first, Condition second) implements Condition {
        @Override
        public SortedMap<Labels, Reading> at(History history, long now) {
            SortedMap<Labels, Reading> result = first.at(history, now);
            result.keySet().retainAll(second.at(history, now).keySet());
            return result;
        }

        @Override
        public String promql() {
            return first.promql() + " and " + second.promql();
        }
    }

    /// The first, else the second. `and` binds closer than `or`, in Prometheus too.
    record Either(Condition first, Condition second) implements Condition {
        @Override
        public SortedMap<Labels, Reading> at(History history, long now) {
            SortedMap<Labels, Reading> result = first.at(history, now);
            second.at(history, now).forEach(result::putIfAbsent);
            return result;
        }

        @Override
        public String promql() {
            return first.promql() + " or " + second.promql();
        }
    }
}
