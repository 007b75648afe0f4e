package io.jamey.bench.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Side;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real JVMs, little data. What is asserted does not depend on how fast they are.
class PairedRunTest {
    private static final List<Benchmark> PICKED =
            Catalogue.picked(List.of("codec/write_base64", "memory_operations/^store"));
    private static final BlockPlan SHORT =
            new BlockPlan(2, Duration.ofMillis(4), Duration.ofMillis(8), 20, Duration.ofMillis(40));
    /// So many calls that what measuring allocates does not show.
    private static final BlockPlan ENOUGH =
            new BlockPlan(2, Duration.ofMillis(30), Duration.ofMillis(500), 5_000, Duration.ofSeconds(5));
    private static final Policy WORK =
            new Policy(Limits.USUAL, 0.99, 2, 2, 0.03, Duration.ofMinutes(1), Measure.WORK, 0.5);

    @TempDir
    private Path folder;

    private static Contestant contestant(String... entry) {
        return new Contestant(
                new Side("code", "hash", "25", List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")),
                Program.running(),
                List.of(entry));
    }

    private Setting setting(Contestant base, Contestant candidate) {
        return new Setting(
                base,
                candidate,
                new FileStores().name(),
                new DataShape(200, 8, 3, false, 1),
                folder.resolve("cache"),
                folder);
    }

    @Test
    void theSameCodeDoesTheSameWorkOnBothSides() throws IOException {
        Contestant code = contestant("io.jamey.bench.pairs.WorkerMain");
        var run = new PairedRun(setting(code, code), WORK, SHORT, 1, Steps.UNHEARD);

        assertThat(run.unknown(PICKED)).isEmpty();
        ComparisonReport report = run.compare(PICKED, List.of(), InstantSource.system());

        assertThat(report.comparisons()).hasSize(2).allSatisfy(comparison -> {
            assertThat(comparison.verdict()).as("%s", comparison.reasons()).isEqualTo(Verdict.PASS);
            assertThat(comparison.first().stop()).isEqualTo(Round.Stop.ENOUGH_BLOCKS);
            assertThat(comparison.first().blocks())
                    .hasSize(2)
                    .allSatisfy(block -> assertThat(block.pairs()).hasSize(2));
        });
        Comparison codec = report.comparisons().getLast();
        assertThat(codec.base(Measure.ALLOC)).isPositive();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("what pairs leave behind")
                    .containsOnly("cache");
        }
    }

    @Test
    void addedWorkIsSeenOnTheSideThatDoesIt() {
        Contestant code = contestant("io.jamey.bench.pairs.WorkerMain");
        Benchmark codec = Catalogue.byId("codec/write_base64");

        Map<Double, Block> blocks = new LivePairs(setting(code, code), ENOUGH, 1)
                .block(List.of(codec), List.of(0.0, 1.0), false)
                .blocks()
                .getOrDefault(codec, Map.of());

        // Twice the work allocates twice as much, however busy the machine is.
        assertThat(Math.exp(Objects.requireNonNull(blocks.get(0.0)).logRatio(Measure.ALLOC)))
                .isBetween(0.8, 1.25);
        assertThat(Math.exp(Objects.requireNonNull(blocks.get(1.0)).logRatio(Measure.ALLOC)))
                .isBetween(1.6, 2.5);
    }

    @Test
    void codeThatCannotBeMeasuredInPairsSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkerProcess.start(contestant("io.jamey.bench.pairs.NoWorkerMain", "hello"), folder))
                .withMessageContaining("older than the gate")
                .withMessageContaining("hello");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkerProcess.start(
                        contestant("io.jamey.bench.pairs.NoWorkerMain", Message.GREETING + "99"), folder))
                .withMessageContaining("version 99");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkerProcess.start(contestant("io.jamey.bench.pairs.NoSuchMain"), folder))
                .withMessageContaining("NoSuchMain");
    }

    @Test
    void whatOneSideDoesNotKnowIsAnErrorOfTheCaller() {
        try (var worker = WorkerProcess.start(contestant("io.jamey.bench.pairs.WorkerMain"), folder)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> worker.version("codec/papyrus"))
                    .withMessageContaining("papyrus");
            assertThatIllegalArgumentException().isThrownBy(() -> worker.begin("codec/write_base64"));
            assertThat(worker.version("codec/write_base64")).isEqualTo(1);
        }
    }
}
