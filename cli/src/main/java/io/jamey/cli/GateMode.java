package io.jamey.cli;

import io.jamey.bench.baseline.Baseline;
import io.jamey.bench.baseline.Baselines;
import io.jamey.bench.baseline.GitBuild;
import io.jamey.bench.code.Program;
import io.jamey.bench.gate.ComparisonReport;
import io.jamey.bench.gate.NotCompared;
import io.jamey.bench.gate.Side;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.pairs.Contestant;
import io.jamey.bench.pairs.JvmFlags;
import io.jamey.bench.pairs.PairedRun;
import io.jamey.bench.pairs.Setting;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `jamey bench --baseline`: compares this program with another on live pairs of JVMs.
final class GateMode {
    private static final String THIS = "this program";

    private final Surroundings surroundings;
    private final DataOptions data;
    private final GateOptions options;

    GateMode(Surroundings surroundings, DataOptions data, GateOptions options) {
        this.surroundings = surroundings;
        this.data = data;
        this.options = options;
    }

    /// The program that runs now, to be measured.
    static Contestant candidate() {
        Program program = Program.running();
        return new Contestant(
                new Side(THIS, Baselines.codeHash(program), System.getProperty("java.vm.version"), JvmFlags.ofThis()),
                program,
                BenchWorkerCommand.ENTRY);
    }

    /// What to compare with; nothing where it is not there and need not be.
    Optional<Baseline> base(BaselineOptions asked) {
        if (asked.ref != null) {
            return Optional.of(new GitBuild(Path.of("").toAbsolutePath(), data.home(), surroundings.temporary())
                    .build(asked.ref, candidate().side(), data.source().name(), data.shape(), InstantSource.system()));
        }
        String name = Objects.requireNonNull(asked.named());
        Optional<Baseline> found = new Baselines(data.home()).find(name);
        if (found.isEmpty() && asked.strict != null) {
            throw missing(name, data);
        }
        return found;
    }

    static BaselineMissing missing(String name, DataOptions data) {
        List<String> names = new Baselines(data.home()).names();
        return new BaselineMissing("there is no baseline '" + name + "' in " + data.home()
                + (names.isEmpty() ? "" : "; there is " + String.join(", ", names)) + ". Save one with --save-baseline "
                + name);
    }

    /// Measures both.
    ///
    /// @param strict whether an operation that the base lacks is an error
    ComparisonReport compare(Baseline base, List<Benchmark> picked, boolean quick, boolean strict) {
        try (var folder = new TemporaryFolder(surroundings.temporary(), "jamey-bench-")) {
            long seed = System.nanoTime();
            int groups = (int) picked.stream().map(Benchmark::group).distinct().count();
            var setting = new Setting(
                    new Contestant(base.side(), base.program(), BenchWorkerCommand.ENTRY),
                    candidate(),
                    data.source().name(),
                    data.shape(),
                    data.home().resolve("data").toAbsolutePath(),
                    folder.path());
            var run = new PairedRun(setting, options.policy(quick, groups), options.plan(quick), seed, data.steps());
            Map<Benchmark, String> unknown = run.unknown(picked);
            if (strict && !unknown.isEmpty()) {
                throw new BaselineMissing("baseline '" + base.name() + "' cannot be compared with: "
                        + String.join(
                                "; ",
                                unknown.entrySet().stream()
                                        .map(each -> each.getKey().id() + ": " + each.getValue())
                                        .toList())
                        + ". Save it anew, or use --baseline-lenient");
            }
            return run.compare(
                    picked.stream().filter(each -> !unknown.containsKey(each)).toList(),
                    unknown.entrySet().stream()
                            .map(each -> new NotCompared(each.getKey().id(), each.getValue()))
                            .toList(),
                    InstantSource.system());
        }
    }
}
