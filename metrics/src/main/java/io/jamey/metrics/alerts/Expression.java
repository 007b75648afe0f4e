package io.jamey.metrics.alerts;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// A part of PromQL: what an alert looks at, as a number per set of labels. It can be evaluated here and written down
/// for Prometheus, and means the same in both.
sealed interface Expression {
    /// The numbers at a time.
    SortedMap<Labels, Double> at(History history, long now);

    /// As Prometheus reads it.
    String promql();

    /// What the series say now.
    record Latest(Selector selector) implements Expression {
        @Override
        public SortedMap<Labels, Double> at(History history, long now) {
            return history.latest(selector, now);
        }

        @Override
        public String promql() {
            return selector.promql();
        }
    }

    /// Growth of counters per second.
    record Rate(Selector selector, Window window) implements Expression {
        @Override
        public SortedMap<Labels, Double> at(History history, long now) {
            return history.rate(selector, window.length().toMillis(), now);
        }

        @Override
        public String promql() {
            return "rate(" + selector.promql() + "[" + window.promql() + "])";
        }
    }

    /// One number for all that agree in these labels.
    record Grouped(Grouping grouping, List<String> by, Expression of) implements Expression {
        public Grouped {
            by = List.copyOf(by);
        }

        @Override
        public SortedMap<Labels, Double> at(History history, long now) {
            var result = new TreeMap<Labels, Double>();
            of.at(history, now).forEach((labels, value) -> result.merge(labels.only(by), value, grouping::merged));
            return result;
        }

        @Override
        public String promql() {
            return grouping.promql() + " by (" + String.join(", ", by) + ") (" + of.promql() + ")";
        }
    }

    /// How the numbers of a group become one.
    enum Grouping {
        SUM,
        MAX;

        /// For the largest, a number is larger than none (NaN).
        double merged(double left, double right) {
            return switch (this) {
                case SUM -> left + right;
                case MAX -> right > left || Double.isNaN(left) ? right : left;
            };
        }

        String promql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The first, and the second where the first says nothing.
    record Else(Expression first, Expression second) implements Expression {
        @Override
        public SortedMap<Labels, Double> at(History history, long now) {
            SortedMap<Labels, Double> result = first.at(history, now);
            second.at(history, now).forEach(result::putIfAbsent);
            return result;
        }

        @Override
        public String promql() {
            return first.promql() + " or " + second.promql();
        }
    }

    /// One divided by the other, where both have the same labels.
    record Quotient(Expression dividend, Expression divisor) implements Expression {
        @Override
        public SortedMap<Labels, Double> at(History history, long now) {
            SortedMap<Labels, Double> divisors = divisor.at(history, now);
            var result = new TreeMap<Labels, Double>();
            dividend.at(history, now).forEach((labels, value) -> {
                Double by = divisors.get(labels);
                if (by != null) {
                    result.put(labels, value / by);
                }
            });
            return result;
        }

        @Override
        public String promql() {
            return dividend.promql() + " / " + divisor.promql();
        }
    }

    /// What is missing to one.
    record Complement(Expression of) implements Expression {
        @Override
        public SortedMap<Labels, Double> at(History history, long now) {
            SortedMap<Labels, Double> result = of.at(history, now);
            result.replaceAll((labels, value) -> 1 - value);
            return result;
        }

        @Override
        public String promql() {
            return "1 - " + of.promql();
        }
    }

    /// So many times as much.
    record Multiple(double factor, Expression of) implements Expression {
        @Override
        public SortedMap<Labels, Double> at(History history, long now) {
            SortedMap<Labels, Double> result = of.at(history, now);
            result.replaceAll((labels, value) -> factor * value);
            return result;
        }

        @Override
        public String promql() {
            return Numbers.written(factor) + " * " + of.promql();
        }
    }
}
