package io.jamey.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// A JSON object that a server sent. What it does not have is absent, never nought.
record LiveFields(Map<?, ?> values) {
    Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    Optional<Double> number(String name) {
        return values.get(name) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /// The number in words, if there is one.
    Optional<String> number(String name, DoubleFunction<String> words) {
        return number(name).map(words::apply);
    }

    /// The object of this name; without fields when there is none.
    LiveFields part(String name) {
        return new LiveFields(values.get(name) instanceof Map<?, ?> part ? part : Map.of());
    }

    List<LiveFields> items(String name) {
        return values.get(name) instanceof List<?> items
                ? items.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> new LiveFields((Map<?, ?>) item))
                        .toList()
                : List.of();
    }

    List<String> names() {
        return values.keySet().stream().map(String::valueOf).toList();
    }
}
