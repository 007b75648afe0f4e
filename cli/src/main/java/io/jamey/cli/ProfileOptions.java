package io.jamey.cli;

import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.Steps;
import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.measuring.Effort;
import io.jamey.bench.profile.FlamePage;
import io.jamey.bench.profile.Profile;
import io.jamey.bench.profile.ProfileIndex;
import io.jamey.bench.profile.Profiler;
import io.jamey.bench.profile.Sampler;
import io.jamey.bench.report.Machine;
import io.jamey.bench.report.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Flame graphs instead of figures: `jamey bench --profile-time`.
final class ProfileOptions {
    private final Surroundings surroundings;

    @Option(
            names = "--profile-time",
            paramLabel = "SECS",
            description = "Instead of measuring: run each operation (default: memory_operations) for so long and draw"
                    + " flame graphs of its CPU time and allocation, into DIR/profile of --html, else into the bench"
                    + " home")
    private @Nullable Double seconds;

    ProfileOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean wanted() {
        return seconds != null;
    }

    /// @param wanted where flame graphs go, in a folder `profile`; else into the bench home
    void run(List<Benchmark> picked, DataOptions data, Effort effort, Optional<Path> wanted) {
        Duration duration = duration();
        Path folder = wanted.orElseGet(data::home).resolve("profile");
        DataSet dataSet = data.dataSet();
        String measured = String.format(
                Locale.ROOT,
                "%s store, %s; %s",
                data.source().name(),
                data.shape().name(),
                Machine.here());
        var pages = new LinkedHashMap<Profile, Path>();
        Steps steps = data.steps();
        try (var temporary = new TemporaryFolder(surroundings.temporary(), "jamey-profile-");
                var stage = new Stage(dataSet, data.source(), temporary.path().resolve("stage"))) {
            stage.settle();
            steps.begin("Profiling", picked.size());
            var profiler = new Profiler(stage, effort, duration, temporary.path());
            List<Benchmark> readsFirst = new ArrayList<>(picked);
            readsFirst.sort((a, b) -> Boolean.compare(a.waits(), b.waits()));
            for (Benchmark benchmark : readsFirst) {
                Profile profile = profiler.of(benchmark);
                pages.put(profile, FlamePage.write(profile, measured, folder));
                steps.advance(1);
            }
        } finally {
            steps.end();
        }
        show(pages, ProfileIndex.write(pages, measured, folder));
    }

    private Duration duration() {
        if (seconds == null || !(seconds >= 0.1 && seconds <= 3_600)) {
            throw new IllegalArgumentException("--profile-time must be 0.1 to 3600 seconds, not " + seconds);
        }
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    private void show(Map<Profile, Path> pages, Path index) {
        var table = new Table()
                .column("operation")
                .number("cpu")
                .number("allocated")
                .number("samples")
                .number("while sampled")
                .flexible("takes most");
        pages.keySet().forEach(profile -> {
            table.row(
                    profile.benchmark().id(),
                    Quantity.nanos(profile.cpuEach()),
                    Quantity.bytes(profile.allocatedEach()),
                    String.format(Locale.ROOT, "%,d", profile.cpuSamples()),
                    Quantity.percent(profile.slowdown() - 1),
                    ProfileIndex.hottest(profile));
        });
        table.print(surroundings);
        surroundings.out().println();
        if (pages.keySet().stream().anyMatch(profile -> profile.sampler() == Sampler.EXECUTION)) {
            surroundings
                    .out()
                    .println("This machine gives no clocks of threads' CPU time. Sampled was "
                            + Sampler.EXECUTION.about() + ".");
        }
        pages.values().forEach(page -> surroundings.out().println(page));
        surroundings.out().println(index);
    }
}
