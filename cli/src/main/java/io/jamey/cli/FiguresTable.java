package io.jamey.cli;

import io.jamey.bench.measuring.Figures;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.work.Count;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// Figures as people read them.
final class FiguresTable {
    private FiguresTable() {}

    static Table of(List<Figures> all) {
        var table = new Table()
                .column("operation")
                .number("median")
                .number("p95")
                .number("p99")
                .number("spread")
                .number("cpu")
                .number("allocated")
                .number("written")
                .number("commits")
                .number("statements")
                .number("recall")
                .number("budget")
                .column("");
        for (Figures figures : all) {
            OptionalDouble budget = figures.benchmark().budgetMicros();
            table.row(
                    figures.benchmark().id(),
                    Quantity.nanos(figures.median()),
                    Quantity.nanos(figures.p95()),
                    Quantity.nanos(figures.p99()),
                    String.format(Locale.ROOT, "%.1f %%", figures.spread() * 100),
                    Quantity.nanos(figures.cpu()),
                    counted(figures, Count.ALLOCATED_BYTES),
                    counted(figures, Count.WRITTEN_BYTES),
                    counted(figures, Count.COMMITS),
                    counted(figures, Count.STATEMENTS),
                    figures.recall().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%.3f", figures.recall().getAsDouble())
                            : "",
                    budget.isPresent() ? Quantity.nanos(budget.getAsDouble() * 1e3) : "",
                    budget.isEmpty() ? "" : figures.withinBudget() ? "ok" : "OVER");
        }
        return table;
    }

    private static String counted(Figures figures, Count count) {
        return figures.work().knows(count) ? Quantity.of(count, figures.work().of(count)) : "?";
    }
}
