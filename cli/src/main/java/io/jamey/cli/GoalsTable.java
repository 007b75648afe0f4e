package io.jamey.cli;

import io.jamey.bench.goals.Goal;
import io.jamey.bench.goals.Limit;
import io.jamey.bench.goals.Outcome;
import java.util.List;
import java.util.Locale;

/// Goals and what became of them, as people read it. Rows of the same goal follow one another.
final class GoalsTable {
    private GoalsTable() {}

    static Table of(List<Outcome> outcomes) {
        var table = new Table()
                .column("goal")
                .column("figure")
                .number("limit")
                .number("measured")
                .number("ratio")
                .column("")
                .column("with");
        for (Outcome outcome : outcomes) {
            String goal = outcome.goal().name();
            Limit limit = outcome.limit();
            switch (outcome) {
                case Outcome.Measured measured ->
                    table.row(
                            goal,
                            limit.what(),
                            limit.text(),
                            limit.unit().write(measured.reading().value()),
                            limit.bound() == Limit.Bound.NONE
                                    ? ""
                                    : String.format(Locale.ROOT, "%.2f", measured.ratio()),
                            limit.bound() == Limit.Bound.NONE ? "" : measured.missed() ? "MISSED" : "met",
                            measured.reading().note());
                case Outcome.Failed failed ->
                    table.row(goal, limit.what(), limit.text(), "", "", "MISSED", failed.fault());
                case Outcome.LeftOut _ -> table.row(goal, limit.what(), limit.text(), "", "", "left out", "");
            }
        }
        return table;
    }

    /// Without figures.
    static Table ofLimits(List<Goal> goals) {
        var table = new Table().column("goal").column("figure").number("limit").column("about");
        for (Goal goal : goals) {
            for (Limit limit : goal.limits()) {
                table.row(goal.name(), limit.what(), limit.text(), goal.about());
            }
        }
        return table;
    }
}
