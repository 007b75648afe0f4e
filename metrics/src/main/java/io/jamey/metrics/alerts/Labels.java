package io.jamey.metrics.alerts;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The labels of a series, without its name. A label that is absent is the same as an empty one.
///
/// @param values by name, in the order of names
public record Labels(SortedMap<String, String> values) implements Comparable<Labels> {
    /// No labels.
    public static final Labels NONE = new Labels(new TreeMap<>());

    public Labels {
        var present = new TreeMap<>(values);
        present.values().removeIf(String::isEmpty);
        values = Collections.unmodifiableSortedMap(present);
    }

    /// From names and values.
    public static Labels of(Map<String, String> values) {
        return new Labels(new TreeMap<>(values));
    }

    /// What a label says, or an empty text.
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /// These labels alone, where they are present.
    Labels only(Collection<String> names) {
        var kept = new TreeMap<>(values);
        kept.keySet().retainAll(names);
        return new Labels(kept);
    }

    /// In the order in which Prometheus adds series up.
    @Override
    public int compareTo(Labels other) {
        Iterator<Map.Entry<String, String>> mine = values.entrySet().iterator();
        Iterator<Map.Entry<String, String>> others = other.values.entrySet().iterator();
        while (mine.hasNext() && others.hasNext()) {
            Map.Entry<String, String> left = mine.next();
            Map.Entry<String, String> right = others.next();
            int order = left.getKey().compareTo(right.getKey());
            order = order == 0 ? left.getValue().compareTo(right.getValue()) : order;
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(mine.hasNext(), others.hasNext());
    }
}
