package io.jamey.bench.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.gate.Block;
import io.jamey.bench.gate.Comparison;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.CountChange;
import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Measure;
import io.jamey.bench.gate.Outcome;
import io.jamey.bench.gate.Policy;
import io.jamey.bench.gate.Round;
import io.jamey.bench.gate.Side;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Catalogue;
import io.jamey.bench.work.Count;
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
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    @TempDir
    private Path folder;

    private static Contestant contestant(String... entry) {
        return new Contestant(new Side("code", "hash", "25", FLAGS), Program.running(), List.of(entry));
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

    private WorkerProcess started(Contestant contestant) {
        WorkerProcess worker = WorkerProcess.start(contestant, setting(contestant, contestant), folder);
        try {
            worker.greet();
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
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
    void aStoreThatReadsOrCommitsOnceMoreIsARegression() {
        var run = new PairedRun(
                setting(contestant("io.jamey.bench.pairs.WorkerMain"), contestant("io.jamey.bench.pairs.LavishMain")),
                WORK,
                SHORT,
                1,
                Steps.UNHEARD);

        ComparisonReport report = run.compare(
                Catalogue.picked(List.of("memory_operations/^(retrieve|store|update)")),
                List.of(),
                InstantSource.system());

        assertThat(report.outcome(false)).isEqualTo(Outcome.REGRESSED);
        assertThat(report.comparisons())
                .extracting(each -> each.subject().id() + " " + grown(each))
                .containsExactly(
                        "memory_operations/store [COMMITS, STATEMENTS]",
                        "memory_operations/retrieve [STATEMENTS]",
                        "memory_operations/update []");
        assertThat(report.comparisons().getFirst().reasons())
                .anySatisfy(reason -> assertThat(reason).startsWith("+95.2 % commits, from 1 to 2 an operation"));
    }

    /// Of what is exact: the others are not judged here.
    private static List<Count> grown(Comparison comparison) {
        return comparison.counts().stream()
                .filter(change -> change.grew() && change.count().isExact())
                .map(CountChange::count)
                .toList();
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
                .isThrownBy(() -> started(contestant("io.jamey.bench.pairs.NoWorkerMain", "hello")))
                .withMessageContaining("older than the gate")
                .withMessageContaining("hello");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> started(contestant("io.jamey.bench.pairs.NoWorkerMain", Message.GREETING + "99")))
                .withMessageContaining("version 99");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> started(contestant("io.jamey.bench.pairs.NoSuchMain")))
                .withMessageContaining("NoSuchMain");
    }

    @Test
    void whatOneSideDoesNotKnowIsAnErrorOfTheCaller() {
        try (var worker = started(contestant("io.jamey.bench.pairs.WorkerMain"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> worker.version("codec/papyrus"))
                    .withMessageContaining("papyrus");
            assertThatIllegalArgumentException().isThrownBy(() -> worker.begin("codec/write_base64"));
            assertThat(worker.version("codec/write_base64")).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatHangsIsEndedAndNamed() throws IOException {
        Contestant hanging = contestant("io.jamey.bench.pairs.HangingMain");
        Setting usual = setting(hanging, hanging);
        // Hardly any time for calls, plenty for the rest.
        var patience = new Patience(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMinutes(1), 1);
        var impatient = new Setting(
                hanging, hanging, usual.backend(), usual.shape(), usual.cache(), usual.temporary(), patience);
        var run = new PairedRun(impatient, WORK, SHORT, 1, Steps.UNHEARD);
        long before = children();

        assertThatExceptionOfType(WorkerLost.class)
                .isThrownBy(() -> run.compare(PICKED, List.of(), InstantSource.system()))
                .withMessageContaining("measures code gave no answer to 'run' of ")
                .withMessageContaining("within 1.00 ms")
                .withMessageMatching(".*(same_arithmetic|write_base64|store).*");

        assertThat(children()).as("workers that are left").isEqualTo(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("what pairs leave behind").isEmpty();
        }
    }

    private static long children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }
}
