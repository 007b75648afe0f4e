package io.jamey.cli;

import io.jamey.bench.baseline.Baselines;
import io.jamey.bench.code.Program;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.measuring.Figures;
import io.jamey.bench.page.Page;
import io.jamey.bench.report.Machine;
import io.jamey.bench.report.page.ComparisonPage;
import io.jamey.bench.report.page.FlameGraphs;
import io.jamey.bench.report.page.RunPage;
import io.jamey.bench.report.page.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Results as a web page: `jamey bench --html`.
final class BenchPages {
    private final Surroundings surroundings;

    @Option(
            names = "--html",
            paramLabel = "DIR",
            description = "Write a page that explains the figures, too: DIR/index.html, or a file FILE.html")
    private @Nullable Path html;

    BenchPages(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// The folder of the page, if one is wanted: what the page leads to goes there too.
    Optional<Path> folder() {
        return Optional.ofNullable(html).map(asked -> file(asked).resolveSibling(""));
    }

    /// Writes the page of a run, if one is wanted.
    void write(DataOptions data, List<Figures> figures) {
        if (html != null) {
            List<String> ids =
                    figures.stream().map(Figures::benchmark).map(Benchmark::id).toList();
            Path file = file(html);
            var run = new RunReport(
                    data.source().name(),
                    data.shape(),
                    Machine.here(),
                    Baselines.codeHash(Program.running()),
                    Instant.now(),
                    figures);
            write(RunPage.of(run, FlameGraphs.beside(file, ids)), file);
        }
    }

    /// Writes the page of a comparison, if one is wanted.
    ///
    /// @param strict whether a judgement that cannot be made is a failure
    void write(ComparisonReport report, boolean strict) {
        if (html != null) {
            List<String> ids = report.comparisons().stream()
                    .map(comparison -> comparison.subject().id())
                    .toList();
            Path file = file(html);
            write(ComparisonPage.of(report, strict, FlameGraphs.beside(file, ids)), file);
        }
    }

    private static Path file(Path asked) {
        return asked.toString().endsWith(".html") ? asked : asked.resolve("index.html");
    }

    private void write(Page page, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be written to " + file + ": " + e.getMessage(), e);
        }
        page.write(file);
        surroundings.err().println("page: " + file);
    }
}
