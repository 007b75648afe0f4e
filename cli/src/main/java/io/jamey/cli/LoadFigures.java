package io.jamey.cli;

import io.jamey.bench.load.ActionFigures;
import io.jamey.bench.load.Generator;
import io.jamey.bench.load.LoadReport;
import io.jamey.bench.load.RunResult;
import io.jamey.bench.load.Verdict;
import io.jamey.bench.load.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A load test as people read it on the terminal.
final class LoadFigures {
    private final Surroundings to;

    LoadFigures(Surroundings to) {
        this.to = to;
    }

    void print(LoadReport report) {
        line(String.format(
                Locale.ROOT,
                "%s store of %,d memories, %,d dimensions, seed %d, in %,d namespaces; mix %s",
                report.target(),
                report.shape().rows(),
                report.shape().dimension(),
                report.shape().seed(),
                report.shape().namespaces(),
                report.settings().mix()));
        line(report.machine().toString());
        line("");
        table(report.runs()).print(to);
        for (RunResult run : report.runs()) {
            line("");
            line(to.style().bold(run.load().label()) + "  " + told(run));
            run.verdict().remarks().forEach(remark -> line("  " + remark));
            run.verdict().reasons().forEach(reason -> line("  " + to.style().bad(reason)));
        }
        line("");
        report.maximum()
                .ifPresent(maximum ->
                        line("The most, by clients that wait: " + Words.perSecond(maximum) + " requests a second."));
        line(conclusion(report.verdict().status()));
    }

    private void line(String text) {
        to.out().println(text);
    }

    private static Table table(List<RunResult> runs) {
        var table = new Table().column("load").column("request").number("answered/s");
        Words.QUANTILES.forEach(share -> table.number("p" + (share == 0.999 ? "99.9" : Math.round(share * 100))));
        table.number("max").column("failures").column("");
        for (RunResult run : runs) {
            row(table, run.load().label(), run.all(), run.verdict().status().toString());
            run.actions().forEach(action -> row(table, "", action, ""));
        }
        return table;
    }

    private static void row(Table table, String load, ActionFigures figures, String verdict) {
        var cells = new ArrayList<>(List.of(load, figures.name(), Words.perSecond(figures.perSecond())));
        Words.QUANTILES.forEach(share -> cells.add(Words.quantile(figures.latency(), share)));
        cells.add(Words.longest(figures.latency()));
        String failures = Words.failures(figures);
        cells.add(failures.isEmpty() ? "0" : failures);
        cells.add(verdict);
        table.row(cells.toArray(String[]::new));
    }

    private static String told(RunResult run) {
        String told = String.format(
                Locale.ROOT,
                "%.1f s, %,d requests, %,d -> %,d memories",
                run.seconds(),
                run.all().latency().count(),
                run.memories().before(),
                run.memories().after());
        return run.generator().map(generator -> told + lag(generator)).orElse(told);
    }

    private static String lag(Generator generator) {
        return ", sent late by " + Words.quantile(generator.lag(), 0.99) + " (p99), " + Words.longest(generator.lag())
                + " (max)";
    }

    private String conclusion(Verdict.Status status) {
        return switch (status) {
            case VALID -> to.style().good("VALID") + "  nothing lost, every answer right, the load as asked for";
            case INVALID -> to.style().bad("INVALID") + "  these figures say how the load was made: do not use them";
            case FAILED -> to.style().bad("FAILED") + "  the store lost something, answered wrongly or broke down";
        };
    }
}
