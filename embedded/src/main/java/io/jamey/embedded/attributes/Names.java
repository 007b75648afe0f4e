package io.jamey.embedded.attributes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A dictionary: each distinct name has a small number, so that a column holds one int per memory. Forgets
/// nothing: a number keeps its meaning for the life of the index.
final class Names {
    private static final int NONE = -1;

    /// What a name takes besides its letters, an estimate: the string, its number, a map entry and two places.
    private static final int NAME_BYTES = 116;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private long bytes;

    /// The name's number, given out now if it is new.
    int number(String name) {
        return numbers.computeIfAbsent(name, added -> {
            names.add(added);
            bytes += NAME_BYTES + added.length();
            return names.size() - 1;
        });
    }

    /// The name's number, or -1 if it is not known.
    int find(String name) {
        return numbers.getOrDefault(name, NONE);
    }

    String name(int number) {
        return names.get(number);
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return names.size();
    }
}
