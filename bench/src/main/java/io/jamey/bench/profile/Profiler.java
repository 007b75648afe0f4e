package io.jamey.bench.profile;

import io.jamey.bench.groups.Benchmark;
import io.jamey.bench.groups.Operation;
import io.jamey.bench.groups.Stage;
import io.jamey.bench.measuring.Effort;
import io.jamey.bench.measuring.Slicer;
import io.jamey.bench.measuring.WarmUp;
import io.jamey.bench.statistics.Quantiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jdk.jfr.Recording;

/// Runs operations of a stage, warmed up, with Flight Recorder taking samples. One thread.
///
/// Each operation runs on a fresh thread, whose stack is short: Flight Recorder keeps the innermost 64 frames.
public final class Profiler {
    private static final String MEASURING = "jamey-measuring";
    private static final long SLICE_NANOS = Duration.ofMillis(50).toNanos();
    /// After the recording has begun, until it has settled.
    private static final long SETTLING_NANOS = Duration.ofMillis(200).toNanos();

    private final Stage stage;
    private final Effort effort;
    private final Duration duration;
    private final Path temporary;

    /// @param effort how operations are warmed up
    /// @param duration that samples are taken for; half as long again runs without, to compare with
    /// @param temporary a folder for recordings, which are deleted when they have been read
    public Profiler(Stage stage, Effort effort, Duration duration, Path temporary) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("samples must be taken for some time, not " + duration);
        }
        this.stage = stage;
        this.effort = effort;
        this.duration = duration;
        this.temporary = temporary;
    }

    public Profile of(Benchmark benchmark) {
        return onFreshThread(() -> {
            try (Operation operation = benchmark.make().apply(stage)) {
                Profile profile = profile(benchmark, operation, Sampler.here());
                // Where the operating system grants no clocks of threads, their samples never come.
                return profile.cpuSamples() > 0 || profile.sampler() == Sampler.EXECUTION
                        ? profile
                        : profile(benchmark, operation, Sampler.EXECUTION);
            }
        });
    }

    private Profile profile(Benchmark benchmark, Operation operation, Sampler sampler) {
        var marked = new MarkedOperation(operation);
        var slicer = new Slicer(marked);
        WarmUp.run(slicer, effort.warmUpCalls(), effort.warmUpMax().toNanos());
        List<Double> plain = medians(slicer, duration.toNanos() / 4);
        List<Double> watched;
        RecordedSamples samples;
        try (var recording = new Recording()) {
            recording.enable(sampler.event()).with(sampler.setting(), Sampler.PERIOD_MILLIS + " ms");
            recording.enable(RecordedSamples.LOST);
            recording.enable(RecordedSamples.ALLOCATION).with("throttle", "off");
            recording.enable(MarkedOperation.Calls.class);
            recording.start();
            medians(slicer, SETTLING_NANOS);
            marked.mark(true);
            watched = medians(slicer, duration.toNanos());
            marked.mark(false);
            recording.stop();
            samples = read(recording, sampler);
        }
        plain.addAll(medians(slicer, duration.toNanos() / 4));

        var selection = new Selection(MarkedOperation.MARKER, MEASURING, samples.windows());
        var cpu = new CallTree(Frame.thread(benchmark.id()));
        var allocation = new CallTree(Frame.thread(benchmark.id()));
        double median = median(plain);
        return new Profile(
                benchmark,
                sampler,
                marked.made(),
                selection.collect(samples.cpu(), cpu),
                selection.collect(samples.allocation(), allocation),
                samples.lost(),
                cpu,
                allocation,
                median,
                median(watched) / median);
    }

    /// The median of each slice.
    private static List<Double> medians(Slicer slicer, long nanos) {
        var medians = new ArrayList<Double>();
        long left = nanos;
        while (left > 0) {
            var slice = slicer.forAtLeast(Math.min(SLICE_NANOS, left));
            medians.add(Quantiles.median(slice.nanos().asDoubleStream().toArray()));
            left -= slice.usage().wallNanos();
        }
        return medians;
    }

    private static double median(List<Double> values) {
        return Quantiles.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private RecordedSamples read(Recording recording, Sampler sampler) {
        try {
            Path file = Files.createTempFile(temporary, "recording", ".jfr");
            try {
                recording.dump(file);
                return RecordedSamples.read(file, sampler);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no recording can be kept in " + temporary + ": " + e.getMessage(), e);
        }
    }

    private static <T> T onFreshThread(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().name(MEASURING).start(task);
        try {
            thread.join();
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while profiling", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("profiling failed", e);
            }
        }
    }
}
