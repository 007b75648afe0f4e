package io.jamey.embedded.attributes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A dictionary: each distinct name has a small number, so that a column holds one int per memory. Counts the
/// uses, and forgets nothing: a number keeps its meaning for the life of the index.
final class Names {
    private static final int NONE = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int[] uses = new int[4];

    /// The name's number, with one use more.
    int use(String name) {
        int number = numbers.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
        if (number == uses.length) {
            uses = java.util.Arrays.copyOf(uses, number * 2);
        }
        uses[number]++;
        return number;
    }

    void release(int number) {
        uses[number]--;
    }

    /// The name's number, or -1 if it was never used.
    int find(String name) {
        return numbers.getOrDefault(name, NONE);
    }

    String name(int number) {
        return names.get(number);
    }

    int size() {
        return names.size();
    }

    /// The names that are in use now.
    Set<String> inUse() {
        return IntStream.range(0, names.size())
                .filter(number -> uses[number] > 0)
                .mapToObj(names::get)
                .collect(Collectors.toUnmodifiableSet());
    }
}
