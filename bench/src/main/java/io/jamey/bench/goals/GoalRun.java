package io.jamey.bench.goals;

import io.jamey.MemoryException;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.dataset.StoreSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Measures goals, those on the same data together, so that no more than one large store lies about.
///
/// @param sets gives, or builds, the data set of a shape
/// @param folder for stores, emptied as they are done with
/// @param rowsMax goals that need more memories are left out
public record GoalRun(
        StoreSource source, Function<DataShape, DataSet> sets, Path folder, Scale scale, long rowsMax, Steps steps) {

    /// The outcomes of all limits of these goals, in their order.
    public List<Outcome> of(List<Goal> goals) {
        Map<Data, List<Goal>> byData = new LinkedHashMap<>();
        goals.stream()
                .filter(this::fits)
                .sorted(Comparator.comparingLong(goal -> goal.data().rows()))
                .forEach(goal -> byData.computeIfAbsent(goal.data(), _ -> new ArrayList<>())
                        .add(goal));
        Map<Goal, List<Outcome>> outcomes = new HashMap<>();
        byData.forEach((data, sharing) -> outcomes.putAll(onSameData(data, sharing)));
        return goals.stream()
                .flatMap(goal -> outcomes.getOrDefault(goal, leftOut(goal)).stream())
                .toList();
    }

    private boolean fits(Goal goal) {
        return goal.data().rows() <= rowsMax;
    }

    private List<Outcome> leftOut(Goal goal) {
        return goal.limits().stream()
                .<Outcome>map(limit -> new Outcome.LeftOut(goal, limit, rowsMax))
                .toList();
    }

    private Map<Goal, List<Outcome>> onSameData(Data data, List<Goal> goals) {
        DataShape shape = data.shape(scale);
        var set = new AtomicReference<DataSet>();
        if (goals.stream().anyMatch(goal -> goal.place() != Goal.Place.OWN_STORE)) {
            set.set(sets.apply(shape)); // now: building shows progress of its own
        }
        Map<Goal, List<Outcome>> outcomes = new HashMap<>();
        steps.begin("Measuring", goals.size());
        try (var site = new Site(shape, scale, source, set::get, folder.resolve("site"))) {
            goals.stream().sorted(Comparator.comparing(Goal::place)).forEach(goal -> {
                outcomes.put(goal, outcomes(goal, site));
                steps.advance(1);
            });
        } finally {
            steps.end();
        }
        return outcomes;
    }

    private static List<Outcome> outcomes(Goal goal, Site site) {
        List<Outcome> outcomes = new ArrayList<>();
        try {
            List<Reading> readings = goal.measuring().measure(site);
            for (int i = 0; i < goal.limits().size(); i++) {
                outcomes.add(new Outcome.Measured(goal, goal.limits().get(i), readings.get(i)));
            }
        } catch (IllegalStateException | MemoryException e) {
            String fault = e.getMessage() == null ? e.toString() : e.getMessage();
            goal.limits().forEach(limit -> outcomes.add(new Outcome.Failed(goal, limit, fault)));
        }
        return outcomes;
    }
}
