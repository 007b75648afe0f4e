package io.jamey.cli;

import io.jamey.bench.baseline.Baseline;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.formats.ComparisonJson;
import io.jamey.bench.gate.formats.JUnitXml;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.groups.Group;
import io.jamey.bench.measuring.Effort;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.report.FiguresJson;
import io.jamey.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey bench`: measures the operations of a store.
@Command(
        description = {
            "Measure the operations of a store full of made-up memories: time, spread, memory, recall, budget. The"
                    + " first run builds the store and keeps it."
        },
        sortOptions = false,
        footer = {
            "",
            "In a checkout, ./jamey knows two more, which fetch what they need when first asked for:",
            "  peers   Jamey beside Lucene, JVector, LangChain4j, Spring AI and pgvector",
            "  micro   micro-benchmarks of single parts (JMH)"
        })
final class BenchCommand implements Callable<Integer> {
    /// What is printed.
    enum Format {
        text,
        json,
        md,
        junit
    }

    /// What is profiled when nothing is picked.
    private static final List<String> EVERY_DAY = List.of(Group.MEMORY_OPERATIONS.label());

    private static final String UNPAIRED = "programs are compared on the embedded store alone, for a server's time is"
            + " not theirs. --baseline NAME --unpaired shows figures beside those that were saved";

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..*",
            paramLabel = "GROUP[/REGEX]",
            description = "A group, or those of its operations whose names match. Default: all")
    private List<String> picks = new ArrayList<>();

    @Option(names = "--list", description = "List groups and operations; measure nothing")
    private boolean list;

    @Option(names = "--quick", description = "A third of the time, and rougher")
    private boolean quick;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (default), json, md, or junit for comparisons")
    private Format format = Format.text;

    @Option(
            names = "--self-test",
            description = "Test the gate on this machine: the same code must not fail, slower code must be found")
    private boolean selfTest;

    @Option(names = "--comparisons", paramLabel = "N", description = "That --self-test draws. Default: 200")
    private int comparisons = 200;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Add the run to this file, a line of JSON; 'bench history FILE' shows what has changed")
    private @Nullable Path history;

    @Mixin
    private final ProfileOptions profile;

    @Mixin
    private final BenchPages pages;

    @Mixin
    private final BaselineOptions baselines = new BaselineOptions();

    @Mixin
    private final GateOptions gate = new GateOptions();

    @Mixin
    private final DataOptions data;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        profile = new ProfileOptions(surroundings);
        pages = new BenchPages(surroundings);
        data = new DataOptions(surroundings);
    }

    @Override
    public Integer call() {
        List<Benchmark> picked = Catalogue.picked(picks);
        if (list) {
            list(picked);
            return ExitCode.OK;
        }
        if (profile.wanted()) {
            profile.run(
                    picks.isEmpty() ? Catalogue.picked(EVERY_DAY) : picked,
                    data,
                    quick ? Effort.QUICK : Effort.THOROUGH,
                    pages.folder());
            return ExitCode.OK;
        }
        baselines.check();
        if (selfTest) {
            data.requireEmbedded(UNPAIRED);
            return new SelfTestMode(surroundings, data, gate)
                    .run(picks.isEmpty() ? List.of() : picked, quick, comparisons);
        }
        boolean verdicts = baselines.compares() && !baselines.unpaired && baselines.load == null;
        if (verdicts) {
            data.requireEmbedded(UNPAIRED);
        }
        if (format == Format.junit && !verdicts) {
            throw new IllegalArgumentException(
                    "--format junit shows verdicts, which only a comparison has: add --baseline NAME or --baseline-ref");
        }
        if (baselines.unpaired || baselines.load != null) {
            return new HintMode(surroundings, data, gate).compare(picked, baselines, quick, format);
        }
        if (verdicts) {
            return compare(picked);
        }
        var figures = new FiguresMode(surroundings, data);
        List<Figures> measured = figures.measure(picked, quick);
        figures.show(measured, format);
        if (baselines.save != null) {
            figures.save(baselines.save, measured);
        }
        if (history != null) {
            figures.remember(measured, history);
        }
        pages.write(data, measured);
        return ExitCode.OK;
    }

    private int compare(List<Benchmark> picked) {
        var mode = new GateMode(surroundings, data, gate);
        Optional<Baseline> base = mode.base(baselines);
        if (base.isEmpty()) {
            surroundings.err().println("no baseline '" + baselines.lenient + "': measured, not compared");
            var figures = new FiguresMode(surroundings, data);
            figures.show(figures.measure(picked, quick), format);
            return ExitCode.OK;
        }
        ComparisonReport report = mode.compare(base.get(), picked, quick, baselines.strict != null);
        switch (format) {
            case json -> surroundings.out().println(Json.write(ComparisonJson.document(report, gate.strict())));
            case junit -> surroundings.out().print(JUnitXml.of(report, gate.strict()));
            case text, md -> ComparisonTable.print(report, surroundings, format == Format.md);
        }
        pages.write(report, gate.strict());
        return report.outcome(gate.strict()).exitCode();
    }

    private void list(List<Benchmark> picked) {
        if (format == Format.json) {
            surroundings
                    .out()
                    .println(Json.write(
                            picked.stream().map(FiguresJson::benchmark).toList()));
            return;
        }
        Group group = null;
        for (Benchmark benchmark : picked) {
            if (benchmark.group() != group) {
                group = benchmark.group();
                surroundings
                        .out()
                        .println(surroundings.style().bold(group.label())
                                + surroundings.style().dim("  " + group.about()));
            }
            surroundings.out().println("  " + DisplayText.padded(benchmark.name(), 22, false) + benchmark.does());
        }
    }
}
