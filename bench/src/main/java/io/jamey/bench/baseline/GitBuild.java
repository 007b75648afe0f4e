package io.jamey.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.code.Program;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.gate.Side;
import io.jamey.bench.report.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Builds a commit of a checkout, in a working tree of its own, and keeps what came out under the commit's hash.
public final class GitBuild {
    private static final int LAST_WORDS = 12;
    private static final int SHORT_HASH = 10;

    private final Path checkout;
    private final Path temporary;
    private final Baselines kept;

    /// @param checkout any folder of it
    public GitBuild(Path checkout, Path home, Path temporary) {
        this.checkout = checkout;
        this.temporary = temporary;
        kept = new Baselines(home, "commits");
    }

    /// The commit that a reference means, built now or before.
    ///
    /// @param like what else a baseline has: flags and data
    /// @throws IllegalArgumentException if there is no such commit
    public Baseline build(String reference, Side like, String backend, DataShape data, InstantSource clock) {
        String commit = commit(reference);
        Baseline built = kept.find(commit)
                .orElseGet(() -> compile(
                        commit,
                        program -> kept.save(new Baseline(
                                new Side(commit, Baselines.codeHash(program), like.java(), like.jvmFlags()),
                                clock.instant(),
                                program,
                                backend,
                                data,
                                Machine.here(),
                                List.of()))));
        String name = reference.equals(commit) ? commit.substring(0, SHORT_HASH) : reference;
        return new Baseline(
                new Side(name, built.side().code(), like.java(), like.jvmFlags()),
                built.made(),
                built.program(),
                backend,
                data,
                built.machine(),
                List.of());
    }

    private String commit(String reference) {
        Ran ran = run(checkout, "git", "rev-parse", "--verify", "--end-of-options", reference + "^{commit}");
        if (ran.code() != 0) {
            throw new IllegalArgumentException(
                    "'" + reference + "' is no commit of the checkout in " + checkout + ": " + ran.lastWords());
        }
        return ran.out().strip();
    }

    private Baseline compile(String commit, Function<Program, Baseline> keep) {
        Path tree = temporary.resolve("jamey-commit-" + commit.substring(0, SHORT_HASH));
        must(run(checkout, "git", "worktree", "add", "--force", "--detach", tree.toString(), commit));
        try {
            must(run(
                    tree,
                    tree.resolve("mvnw").toString(),
                    "-B",
                    "-ntp",
                    "-q",
                    "-Dmaven.test.skip=true",
                    "-Dspotless.check.skip=true",
                    "-pl",
                    "cli",
                    "-am",
                    "package"));
            return keep.apply(new Program(jars(tree)));
        } finally {
            must(run(checkout, "git", "worktree", "remove", "--force", tree.toString()));
        }
    }

    private static List<Path> jars(Path tree) {
        Path target = tree.resolve("cli").resolve("target");
        var jars = new ArrayList<Path>();
        for (Path folder : List.of(target, target.resolve("jamey").resolve("lib"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException("the build left no " + folder, e);
            }
        }
        return jars;
    }

    private record Ran(List<String> command, int code, String out) {
        String lastWords() {
            List<String> lines = out.strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        }
    }

    private static void must(Ran ran) {
        if (ran.code() != 0) {
            throw new IllegalStateException(String.join(" ", ran.command()) + " failed: " + ran.lastWords());
        }
    }

    private static Ran run(Path in, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(in.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ran(List.of(command), process.waitFor(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(command[0] + " cannot be run in " + in + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command[0] + " ran", e);
        }
    }
}
