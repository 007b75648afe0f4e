package io.jamey.bench.goals;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// All goals, in the order of the table in docs/benchmarks.md.
public final class Goals {
    private static final List<Goal> ALL = Stream.of(
                    SearchGoals.closest(),
                    WriteGoals.goals(),
                    ReadGoals.byId(),
                    ReadGoals.visible(),
                    ReadGoals.pages(),
                    RoomGoals.opening(),
                    RoomGoals.memory(),
                    PurgeGoal.goals(),
                    SearchGoals.hybrid())
            .flatMap(List::stream)
            .toList();

    private Goals() {}

    public static List<Goal> all() {
        return ALL;
    }

    /// The goals whose names contain a match of any of the regular expressions; no expressions pick all.
    ///
    /// @throws IllegalArgumentException for one that picks nothing, saying what there is
    public static List<Goal> picked(List<String> patterns) {
        List<List<Goal>> picks = patterns.stream().map(Goals::picked).toList();
        return patterns.isEmpty()
                ? ALL
                : ALL.stream()
                        .filter(goal -> picks.stream().anyMatch(pick -> pick.contains(goal)))
                        .toList();
    }

    private static List<Goal> picked(String pattern) {
        Pattern name;
        try {
            name = Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + pattern + "' is no regular expression: " + e.getDescription(), e);
        }
        List<Goal> picked =
                ALL.stream().filter(goal -> name.matcher(goal.name()).find()).toList();
        if (picked.isEmpty()) {
            throw new IllegalArgumentException("'" + pattern + "' picks no goal; there are "
                    + String.join(", ", ALL.stream().map(Goal::name).toList()));
        }
        return picked;
    }
}
