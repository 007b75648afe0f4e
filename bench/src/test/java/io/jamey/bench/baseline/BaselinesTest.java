package io.jamey.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.Limits;
import io.jamey.bench.gate.Side;
import io.jamey.bench.gate.Verdict;
import io.jamey.bench.report.Machine;
import io.jamey.bench.work.Count;
import io.jamey.bench.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesTest {
    private static final Machine MACHINE = new Machine("Linux", "a processor", 2, 1_000, "25", 0.5);
    private static final Side SIDE = new Side("main", "abc", "25", List.of("-Xmx1g"));

    @TempDir
    private Path folder;

    private Program program = new Program(List.of());

    @BeforeEach
    void code() throws IOException {
        Path jar = Files.writeString(folder.resolve("jamey-core-1.jar"), "code");
        Path classes = Files.createDirectories(folder.resolve("words/target/classes"));
        Files.writeString(Files.createDirectories(classes.resolve("io")).resolve("A.class"), "more code");
        program = new Program(List.of(jar, classes));
    }

    private static SavedFigures figures(double median, double allocated) {
        return new SavedFigures(
                "codec/read",
                1,
                median,
                List.of(median * 0.99, median, median * 1.01),
                median,
                Work.of(Count.ALLOCATED_BYTES, allocated)
                        .with(Count.WRITTEN_BYTES, 0)
                        .with(Count.STATEMENTS, 2),
                OptionalDouble.of(0.99));
    }

    private Baseline baseline() {
        return new Baseline(
                SIDE,
                Instant.parse("2025-06-01T00:00:00Z"),
                program,
                "embedded",
                new DataShape(1_000, 8, 1, true, 2),
                MACHINE,
                List.of(figures(100, 50)));
    }

    @Test
    void whatIsSavedIsFoundWithItsCodeAlsoWhenTheOriginalHasChanged() throws IOException {
        var baselines = new Baselines(folder.resolve("home"));
        String key = program.dataKey();
        Baseline saved = baselines.save(baseline());
        Files.writeString(folder.resolve("jamey-core-1.jar"), "later code");

        Baseline found = baselines.find("main").orElseThrow();

        assertThat(found).isEqualTo(saved);
        assertThat(found.figures()).isEqualTo(baseline().figures());
        assertThat(found.program().classPath().getFirst()).hasContent("code");
        assertThat(found.program().classPath().getLast().resolve("io/A.class")).hasContent("more code");
        assertThat(found.program().dataKey()).as("it finds its data set").isEqualTo(key);
        assertThat(baselines.names()).containsExactly("main");
        assertThat(baselines.find("other")).isEmpty();
    }

    @Test
    void codeThatWasTamperedWithIsNotRun() throws IOException {
        var baselines = new Baselines(folder.resolve("home"));
        Baseline saved = baselines.save(baseline());
        Files.writeString(saved.program().classPath().getFirst(), "something else");

        assertThatIllegalStateException()
                .isThrownBy(() -> baselines.find("main"))
                .withMessageContaining("save it anew");
    }

    @Test
    void namesAreNoPaths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Baselines(folder).find("../main"))
                .withMessageContaining("letters");
    }

    private static Hint hint(double median, double allocated, boolean waits, boolean sameMachine) {
        return Hint.of(figures(100, 1_000), figures(median, allocated), Limits.USUAL, waits, sameMachine);
    }

    @Test
    void hintsNeverFail() {
        assertThat(hint(100, 1_000, false, true).verdict()).isEqualTo(Verdict.PASS);
        assertThat(hint(300, 1_000, false, true).verdict()).isEqualTo(Verdict.WARN);
        assertThat(hint(109.5, 1_000, false, true).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(hint(300, 1_000, true, true).verdict())
                .as("it waits for the disk")
                .isEqualTo(Verdict.PASS);
        assertThat(hint(300, 1_000, false, false).verdict())
                .as("another machine")
                .isEqualTo(Verdict.PASS);
        assertThat(hint(100, 2_000, false, false).reasons())
                .singleElement()
                .asString()
                .contains("bytes allocated", "1.00 kB to 2.00 kB");
    }

    private void git(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.resolve("checkout").toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
    }

    /// A checkout whose build says so, and makes jars out of a source.
    private void checkout() throws IOException, InterruptedException {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        Path maven = Files.writeString(checkout.resolve("mvnw"), """
                #!/bin/sh
                echo built >>'%s'
                [ -e broken ] && { echo a fine error; exit 1; }
                mkdir -p cli/target/jamey/lib
                cp source cli/target/jamey-cli-1.jar
                cp source cli/target/jamey/lib/jamey-core-1.jar
                """.formatted(folder.resolve("builds")));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(checkout.resolve("source"), "old");
        git("init", "-q");
        git("add", "-A");
        git("commit", "-q", "-m", "old");
        Files.writeString(checkout.resolve("source"), "new");
        Files.writeString(checkout.resolve("broken"), "");
        git("add", "-A");
        git("commit", "-q", "-m", "new");
    }

    private Baseline build(String reference) {
        return new GitBuild(folder.resolve("checkout"), folder.resolve("home"), folder)
                .build(reference, SIDE, "embedded", baseline().data(), InstantSource.system());
    }

    @Test
    void aCommitIsBuiltOnceAndKept() throws Exception {
        checkout();

        Baseline first = build("HEAD~1");
        Baseline second = build("HEAD~1");

        assertThat(first.name()).isEqualTo("HEAD~1");
        assertThat(first.program().classPath())
                .hasSize(2)
                .allSatisfy(jar -> assertThat(jar).hasContent("old"));
        assertThat(second).isEqualTo(first);
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(1);
        assertThat(folder.resolve("checkout/source"))
                .as("the checkout is left alone")
                .hasContent("new");
    }

    @Test
    void aCommitThatIsNotThereOrDoesNotBuildSaysSo() throws Exception {
        checkout();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> build("no-such-branch"))
                .withMessageContaining("no-such-branch");
        assertThatIllegalStateException().isThrownBy(() -> build("HEAD")).withMessageContaining("a fine error");
    }
}
