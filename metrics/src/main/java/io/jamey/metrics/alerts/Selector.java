package io.jamey.metrics.alerts;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Picks series by name and labels.
record Selector(String name, List<Matcher> matchers) {
    Selector {
        matchers = List.copyOf(matchers);
    }

    static Selector of(String name) {
        return new Selector(name, List.of());
    }

    Selector with(String label, String value) {
        return and(new Matcher(label, value, true));
    }

    Selector without(String label, String value) {
        return and(new Matcher(label, value, false));
    }

    private Selector and(Matcher matcher) {
        return new Selector(
                name, Stream.concat(matchers.stream(), Stream.of(matcher)).toList());
    }

    boolean accepts(String series, Labels labels) {
        return series.equals(name) && matchers.stream().allMatch(matcher -> matcher.accepts(labels));
    }

    String promql() {
        return matchers.isEmpty()
                ? name
                : matchers.stream().map(Matcher::promql).collect(Collectors.joining(",", name + "{", "}"));
    }

    /// Whether a label says something, or anything else.
    record Matcher(String label, String value, boolean equal) {
        boolean accepts(Labels labels) {
            return labels.get(label).equals(value) == equal;
        }

        String promql() {
            return label + (equal ? "=" : "!=") + '"' + value + '"';
        }
    }
}
