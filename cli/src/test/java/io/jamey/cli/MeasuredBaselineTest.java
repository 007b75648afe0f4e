package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.bench.baseline.Baseline;
import io.jamey.bench.baseline.Baselines;
import io.jamey.bench.baseline.SavedFigures;
import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.Side;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.report.Machine;
import io.jamey.bench.work.Work;
import io.jamey.performance.Budgets;
import io.jamey.performance.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A saved baseline, as a server reads it.
class MeasuredBaselineTest {
    private static final double MEDIAN = 14_700.4;

    @TempDir
    private Path home;

    private Path benchHome() {
        return home.resolve(".jamey/bench");
    }

    private void save(String name, String... patterns) {
        List<SavedFigures> figures = Catalogue.picked(List.of(patterns)).stream()
                .map(MeasuredBaselineTest::figures)
                .toList();
        new Baselines(benchHome())
                .save(new Baseline(
                        new Side(name, "abc", "25", List.of()),
                        Instant.parse("2025-06-01T00:00:00Z"),
                        new Program(List.of()),
                        "embedded",
                        new DataShape(1_000, 8, 1, false, 1),
                        Machine.here(),
                        figures));
    }

    private static SavedFigures figures(Benchmark benchmark) {
        return new SavedFigures(
                benchmark.id(),
                benchmark.version(),
                MEDIAN,
                List.of(MEDIAN),
                MEDIAN,
                Work.UNKNOWN,
                OptionalDouble.empty());
    }

    @Test
    void theMediansOfItsOperationsAreWhatTheyUsuallyTake() {
        save("before", "memory_operations/retrieve|list", "codec");

        Map<Operation, Duration> read = MeasuredBaseline.read("before", benchHome());

        assertThat(read)
                .containsOnly(
                        Map.entry(Operation.RETRIEVE, Duration.ofNanos(14_700)),
                        Map.entry(Operation.LIST, Duration.ofNanos(14_700)));
        assertThat(MeasuredBaseline.read(
                        benchHome().resolve("baselines/before.json").toString(), home))
                .isEqualTo(read);
        assertThat(Budgets.defaults().tightenedBy(read).of(Operation.RETRIEVE)).contains(Duration.ofNanos(147_000));
    }

    @Test
    void everyOperationOfTheGroupIsKnown() {
        save("all", "memory_operations");

        assertThat(MeasuredBaseline.read("all", benchHome()))
                .hasSize(Catalogue.picked(List.of("memory_operations")).size());
    }

    @Test
    void whatIsMissingIsToldWithWhatToDo() throws IOException {
        save("codecs", "codec");
        Path broken = Files.writeString(home.resolve("broken.json"), "{\"version\":1}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeasuredBaseline.read("before", benchHome()))
                .withMessageContaining("'before'")
                .withMessageContaining("there is codecs")
                .withMessageContaining("jamey bench memory_operations --save-baseline before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeasuredBaseline.read("codecs", benchHome()))
                .withMessageContaining("has no figures of the operations of a server");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeasuredBaseline.read(broken.toString(), benchHome()))
                .withMessageContaining("broken.json cannot be read: it has no ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeasuredBaseline.read("gone.json", benchHome()))
                .withMessageContaining("there is no baseline at gone.json");
        Shell.Result served = new Shell(home).run("serve", "--port", "0", "--baseline", "before");
        assertThat(served.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(served.err()).contains("there is none of the name 'before'");
    }
}
