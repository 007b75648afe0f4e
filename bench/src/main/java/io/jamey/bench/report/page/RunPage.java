package io.jamey.bench.report.page;

import io.jamey.bench.measuring.Figures;
import io.jamey.bench.page.Grade;
import io.jamey.bench.page.Html;
import io.jamey.bench.page.Page;
import io.jamey.bench.page.ShareBar;
import io.jamey.bench.page.StackedTable;
import io.jamey.bench.work.Count;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// One run as a web page: how long each operation takes, what it needs, and whether it keeps to its budget.
public final class RunPage {
    private final RunReport run;
    private final FlameGraphs flames;

    private RunPage(RunReport run, FlameGraphs flames) {
        this.run = run;
        this.flames = flames;
    }

    public static Page of(RunReport run, FlameGraphs flames) {
        return new RunPage(run, flames).page();
    }

    private Page page() {
        var page = new Page("Jamey: " + run.backend() + " store, measured")
                .add(
                        Html.element("h1", "How fast is the " + run.backend() + " store?"),
                        Html.element("p", subject()).styled("note"),
                        conclusion(),
                        Html.element("nav")
                                .styled("contents")
                                .attribute("aria-label", "This page")
                                .add(
                                        link("#index", "All operations"),
                                        link("#how", "What was measured"),
                                        link("#words", "The words explained")),
                        Html.element("h2", "All operations").attribute("id", "index"),
                        Html.element(
                                        "p",
                                        "Times are for one operation, on the wall. The bar shows how much of the"
                                                + " budget the median uses; the line at its right is all of it.")
                                .styled("note"),
                        index());
        for (int i = 0; i < run.figures().size(); i++) {
            page.add(new RunSection(run.figures().get(i), anchor(i)).html(flames));
        }
        return page.add(
                Html.element("h2", "What was measured").attribute("id", "how"),
                new Fingerprints()
                        .data(run.backend(), run.data())
                        .machine(run.machine())
                        .fact("Code", run.code())
                        .fact(
                                "Measured",
                                run.at().truncatedTo(ChronoUnit.SECONDS).toString())
                        .html(),
                Html.element("h2", "The words explained").attribute("id", "words"),
                Terms.ofRun());
    }

    private static String anchor(int number) {
        return "operation-" + (number + 1);
    }

    private static Html link(String address, String text) {
        return Html.element("a", text).attribute("href", address);
    }

    private String subject() {
        return String.format(
                Locale.ROOT,
                "%,d made-up memories with embeddings of %,d numbers, in %s.",
                run.data().rows(),
                run.data().dimension(),
                Words.counted(run.data().namespaces(), "namespace"));
    }

    private Html conclusion() {
        List<Figures> budgeted = run.figures().stream()
                .filter(figures -> figures.benchmark().budgetMicros().isPresent())
                .toList();
        List<Figures> over =
                budgeted.stream().filter(figures -> !figures.withinBudget()).toList();
        Grade grade = budgeted.isEmpty() ? Grade.UNSURE : over.isEmpty() ? Grade.GOOD : Grade.BAD;
        String word = budgeted.isEmpty() ? "NO BUDGETS" : over.isEmpty() ? "WITHIN BUDGET" : "OVER BUDGET";
        var box = Html.element("div").styled("verdict " + grade.style()).add(grade.badge(word));
        box.add(Html.element("p", sentence(budgeted, over)).styled("lead"));
        var items = Html.element("ul");
        for (int i = 0; i < run.figures().size(); i++) {
            Figures figures = run.figures().get(i);
            if (!figures.withinBudget()) {
                items.add(Html.element("li")
                        .add(link("#" + anchor(i), figures.benchmark().id()))
                        .text(": median " + Words.time(figures.median()) + ", budget "
                                + Words.time(budget(figures).orElseThrow())));
            }
        }
        return over.isEmpty() ? box : box.add(items);
    }

    private String sentence(List<Figures> budgeted, List<Figures> over) {
        String measured = Words.counted(run.figures().size(), "operation") + " measured. ";
        if (budgeted.isEmpty()) {
            return measured + "None of them has a budget.";
        }
        if (!over.isEmpty()) {
            return measured + over.size() + " of " + budgeted.size() + " with a budget took more than it allows.";
        }
        Optional<Figures> closest = budgeted.stream().max(Comparator.comparingDouble(RunPage::share));
        return measured
                + (budgeted.size() == 1
                        ? "It keeps to its budget"
                        : "All " + budgeted.size() + " with a budget keep to it")
                + closest.map(figures -> "; " + figures.benchmark().id() + " comes closest, with "
                                + Words.share(share(figures)) + " of its budget.")
                        .orElse(".");
    }

    static OptionalDouble budget(Figures figures) {
        OptionalDouble micros = figures.benchmark().budgetMicros();
        return micros.isPresent() ? OptionalDouble.of(micros.getAsDouble() * 1e3) : micros;
    }

    private static double share(Figures figures) {
        return figures.median() / budget(figures).orElseThrow();
    }

    private Html index() {
        var table = new StackedTable("All operations")
                .column("operation")
                .number("median")
                .number("p95")
                .number("p99")
                .number("spread")
                .number("allocated")
                .number("recall")
                .column("budget");
        for (int i = 0; i < run.figures().size(); i++) {
            Figures figures = run.figures().get(i);
            table.row(List.of(
                    Html.element("span")
                            .styled("name")
                            .add(
                                    link("#" + anchor(i), figures.benchmark().id()),
                                    Html.element("small", figures.benchmark().does())),
                    Html.element("b", Words.time(figures.median())),
                    text(Words.time(figures.p95())),
                    text(Words.time(figures.p99())),
                    text(Words.share(figures.spread())),
                    text(Words.counted(figures.work(), Count.ALLOCATED_BYTES)),
                    text(
                            figures.recall().isPresent()
                                    ? Words.recall(figures.recall().getAsDouble())
                                    : ""),
                    budgetCell(figures)));
        }
        return table.html();
    }

    private static Html budgetCell(Figures figures) {
        if (budget(figures).isEmpty()) {
            return text("none");
        }
        Grade grade = figures.withinBudget() ? Grade.GOOD : Grade.BAD;
        String says = Words.share(share(figures)) + " of "
                + Words.time(budget(figures).getAsDouble());
        return Html.element("span")
                .add(
                        new ShareBar(share(figures), grade, says).html(),
                        grade.badge(figures.withinBudget() ? "within" : "OVER"),
                        Html.element("small", says));
    }

    private static Html text(String text) {
        return Html.element("span", text);
    }
}
