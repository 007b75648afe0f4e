package io.jamey.cli;

import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.load.LoadReport;
import io.jamey.bench.load.LoadTest;
import io.jamey.bench.load.RunResult;
import io.jamey.bench.load.SelfTest;
import io.jamey.bench.load.Settings;
import io.jamey.bench.load.StopSignal;
import io.jamey.bench.load.Target;
import io.jamey.bench.load.Verdict;
import io.jamey.bench.load.report.LoadJson;
import io.jamey.bench.load.report.LoadPage;
import io.jamey.bench.report.Machine;
import io.jamey.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `jamey load`: asks much of a store at once.
@Command(
        description = {
            "Send many requests at once to a store full of made-up memories, measure how long answers take, and check"
                    + " them. Without --rate or --closed: first waiting clients, to find the most the store can do,"
                    + " then requests at 50, 70 and 90 %% of that, sent when they are due."
        },
        sortOptions = false,
        footer = {
            "",
            "Ctrl-C ends it early and prints what was measured.",
            "With --url the test's memories go to namespaces of their own, whose names begin with jamey-load/, and are"
                    + " deleted at the end.",
            "Exit codes: 0 valid; 1 invalid, failed, or the self-test found a fault; 2 wrong command line."
        })
final class LoadCommand implements Callable<Integer> {
    private static final int NAMESPACES = 50;
    private static final Duration CLOSED = Duration.ofSeconds(10);
    private static final Duration OPEN = Duration.ofSeconds(20);
    /// Small, so that the self-test is about the load test and not about the store.
    private static final DataShape TRIAL = new DataShape(1_000, 32, 42, false, 10);

    /// What is printed.
    enum Format {
        text,
        json
    }

    private final Surroundings surroundings;

    @Mixin
    private final LoadOptions loads = new LoadOptions();

    @Mixin
    private final DataOptions data;

    @Mixin
    private final UrlOptions server;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
    private Format format = Format.text;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with curves, too")
    private @Nullable Path html;

    @Option(
            names = "--self-test",
            description = "Test the load test: plant stalls, losses and rates that nobody can send, and look whether"
                    + " it notices")
    private boolean selfTest;

    LoadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        data = new DataOptions(new SourceOptions(surroundings, true), NAMESPACES);
        server = new UrlOptions(surroundings);
    }

    @Override
    public Integer call() {
        try (var interrupt = new Interrupt()) {
            return selfTest ? testItself(interrupt.signal()) : measure(interrupt.signal());
        }
    }

    private int measure(StopSignal stop) {
        boolean story = loads.isStory();
        Settings settings = loads.settings(CLOSED, data.shape().seed());
        LoadReport report;
        try (var targets = new LoadTargets(data, server, stop);
                var folder = TemporaryFolder.closedByItsUser(surroundings.temporary(), "jamey-load-")) {
            Target target = targets.of(data.shape(), folder.path());
            var test = new LoadTest(target, settings, data.steps(), stop);
            List<RunResult> runs = story
                    ? test.story(loads.closedLoads(), loads.arrivals(), loads.settings(OPEN, settings.seed()))
                    : test.run(loads.loads());
            report = new LoadReport(target.name(), data.shape(), settings, Machine.here(), runs);
        }
        if (html != null) {
            LoadPage.of(report).write(html);
        }
        switch (format) {
            case text -> new LoadFigures(surroundings).print(report);
            case json -> surroundings.out().println(Json.write(LoadJson.document(report)));
        }
        return report.verdict().status() == Verdict.Status.VALID ? ExitCode.OK : ExitCode.NOT_SO;
    }

    private int testItself(StopSignal stop) {
        List<SelfTest.Finding> findings;
        try (var targets = new LoadTargets(data, server, stop);
                var folder = TemporaryFolder.closedByItsUser(surroundings.temporary(), "jamey-load-")) {
            Target target = targets.of(TRIAL, folder.path());
            findings = new SelfTest(target, data.shape().seed(), data.steps(), stop).run();
        }
        boolean good = findings.stream().allMatch(SelfTest.Finding::noticed);
        var table =
                new Table().column("planted, and what must be seen").column("").column("seen");
        findings.forEach(finding -> table.row(finding.planted(), finding.noticed() ? "ok" : "MISSED", finding.seen()));
        table.print(surroundings);
        surroundings
                .out()
                .println(
                        good
                                ? surroundings.style().good("ok") + "  the load test notices what it must"
                                : surroundings.style().bad("fault")
                                        + "  the load test cannot be trusted on this machine now");
        return good ? ExitCode.OK : ExitCode.NOT_SO;
    }
}
