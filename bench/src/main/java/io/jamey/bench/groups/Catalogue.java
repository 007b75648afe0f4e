package io.jamey.bench.groups;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// All benchmarks there are, in the order they are shown.
public final class Catalogue {
    private static final List<Benchmark> ALL = Stream.of(
                    Everyday.benchmarks(),
                    Searches.benchmarks(),
                    Pages.benchmarks(),
                    Batches.benchmarks(),
                    Codecs.benchmarks(),
                    Caches.benchmarks(),
                    Sharing.benchmarks(),
                    Instruments.benchmarks(),
                    Startups.benchmarks())
            .flatMap(List::stream)
            .sorted((a, b) -> a.group().compareTo(b.group()))
            .toList();

    private Catalogue() {}

    public static List<Benchmark> all() {
        return ALL;
    }

    /// The benchmarks that any of the patterns picks: a group, or a group, a slash and a regular expression
    /// that a name must contain a match of. No patterns pick all.
    ///
    /// @throws IllegalArgumentException for a pattern that picks nothing, saying what there is
    public static List<Benchmark> picked(List<String> patterns) {
        List<List<Benchmark>> picks = patterns.stream().map(Catalogue::picked).toList();
        return patterns.isEmpty()
                ? ALL
                : ALL.stream()
                        .filter(each -> picks.stream().anyMatch(pick -> pick.contains(each)))
                        .toList();
    }

    public static Benchmark byId(String id) {
        return ALL.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark is called " + id));
    }

    private static List<Benchmark> picked(String pattern) {
        int slash = pattern.indexOf('/');
        String label = (slash < 0 ? pattern : pattern.substring(0, slash)).toLowerCase(Locale.ROOT);
        Group group = Group.of(label)
                .orElseThrow(() -> new IllegalArgumentException("no group is called '" + label + "'; there are "
                        + String.join(
                                ", ",
                                Stream.of(Group.values()).map(Group::label).toList())));
        Pattern name;
        try {
            name = Pattern.compile(slash < 0 ? "" : pattern.substring(slash + 1));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + pattern + "' is no regular expression: " + e.getDescription(), e);
        }
        List<Benchmark> picked = ALL.stream()
                .filter(each ->
                        each.group() == group && name.matcher(each.name()).find())
                .toList();
        if (picked.isEmpty()) {
            throw new IllegalArgumentException("'" + pattern + "' picks nothing; " + label + " has "
                    + String.join(
                            ", ",
                            ALL.stream()
                                    .filter(each -> each.group() == group)
                                    .map(Benchmark::name)
                                    .toList()));
        }
        return picked;
    }
}
