package io.jamey.bench.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.report.Machine;
import io.jamey.bench.work.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RunPageTest {
    private static final String EVIL = "</style><script>alert('1')</script>\" onload=\"x";

    private static String page(RunReport run) {
        return RunPage.of(run, FlameGraphs.NONE).toString();
    }

    @Test
    void saysEverythingThatWasMeasured() throws IOException {
        RunReport run = PageSamples.run("memory_operations", "vector_search");
        Path file = Files.createDirectories(Path.of("target", "pages")).resolve("run.html");
        RunPage.of(run, FlameGraphs.NONE).write(file);
        String page = Files.readString(file);

        assertThat(page)
                .contains(run.code(), run.machine().toString(), run.backend(), "2025-06-01T12:00:00Z", "10,000");
        assertThat(run.figures()).hasSizeGreaterThan(5).allSatisfy(figures -> {
            assertThat(page)
                    .contains(figures.benchmark().id(), figures.benchmark().does())
                    .contains(Words.time(figures.median()), Words.time(figures.p95()), Words.time(figures.p99()))
                    .contains(Words.time(figures.cpu()), Words.counted(figures.work(), Count.ALLOCATED_BYTES))
                    .contains(Words.share(figures.spread()), Words.counted(figures.calls(), "call"));
            assertThat(figures.slices()).allSatisfy(slice -> assertThat(page).contains(Words.time(slice)));
            figures.recall().ifPresent(recall -> assertThat(page).contains(Words.recall(recall)));
            RunPage.budget(figures).ifPresent(budget -> assertThat(page).contains(Words.time(budget)));
        });
        assertThat(page)
                .contains(
                        "Bytes written</dt><dd>4.10\u00a0kB<",
                        "Write calls</dt><dd>1.25<",
                        "Commits</dt><dd>not known<");
    }

    @Test
    void saysFirstWhatTakesMoreThanItsBudget() {
        RunReport run = PageSamples.run("memory_operations");
        Figures over = run.figures().stream()
                .filter(figures -> !figures.withinBudget())
                .findFirst()
                .orElseThrow();
        String page = page(run);
        String first = page.substring(0, page.indexOf("id=\"index\""));

        assertThat(first).contains("OVER BUDGET", over.benchmark().id() + "</a>: median " + Words.time(over.median()));
        assertThat(page(only(run, figures -> figures.withinBudget()))).contains("WITHIN BUDGET");
        assertThat(page(only(run, figures -> false))).contains("NO BUDGETS");
    }

    private static RunReport only(RunReport run, Predicate<Figures> wanted) {
        return new RunReport(
                run.backend(),
                run.data(),
                run.machine(),
                run.code(),
                run.at(),
                run.figures().stream().filter(wanted).toList());
    }

    @Test
    void escapesWhateverNamesSayAndNeedsNothingFromElsewhere() {
        RunReport sample = PageSamples.run("memory_operations/search");
        Figures figures = sample.figures().getFirst();
        Benchmark benchmark = figures.benchmark();
        var evil =
                new Benchmark(benchmark.group(), EVIL, EVIL, 1, 10, true, benchmark.budgetMicros(), benchmark.make());
        var run = new RunReport(
                EVIL,
                sample.data(),
                new Machine(EVIL, EVIL, 1, 1, EVIL, 0),
                EVIL,
                sample.at(),
                List.of(new Figures(
                        evil,
                        figures.calls(),
                        figures.median(),
                        figures.p95(),
                        figures.p99(),
                        figures.spread(),
                        figures.slices(),
                        figures.cpu(),
                        figures.work(),
                        figures.recall())));

        assertThat(page(run))
                .contains("&lt;script&gt;")
                .doesNotContain("<script", "\" onload", "http", "src=", "@import", "url(");
    }
}
