package io.jamey.performance;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Times a block, and logs how long it took when it ends, by whatever way.
///
/// ```java
/// try (var timing = TimingGuard.start("my_operation").warnFrom(Duration.ofMillis(50))) {
///     parse();
///     timing.checkpoint("parsed");
///     store();
/// }
/// ```
///
/// The line is of level DEBUG, or WARNING from a time on that the guard is told. Nothing is made ready for a line that
/// is not written. For one thread.
public final class TimingGuard implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TimingGuard.class.getName());

    private final String name;
    private final Logger log;
    private final LongSupplier clock;
    private final long begin;
    private long debugFrom;
    private long warnFrom = Long.MAX_VALUE;
    private @Nullable PerformanceMetrics metrics;
    private @Nullable List<Checkpoint> checkpoints;
    private boolean closed;

    private record Checkpoint(String name, long nanos) {}

    TimingGuard(String name, Logger log, LongSupplier clock) {
        this.name = name;
        this.log = log;
        this.clock = clock;
        begin = clock.getAsLong();
    }

    /// Begins to time.
    ///
    /// @param name of what is timed; no secret, for it is logged
    public static TimingGuard start(String name) {
        return start(name, LOG);
    }

    /// Begins to time; the line goes to this log.
    public static TimingGuard start(String name, Logger log) {
        return new TimingGuard(name, log, System::nanoTime);
    }

    /// Says nothing of what took less.
    public TimingGuard debugFrom(Duration least) {
        debugFrom = least.toNanos();
        return this;
    }

    /// Warns of what took as long, or longer.
    public TimingGuard warnFrom(Duration least) {
        warnFrom = least.toNanos();
        return this;
    }

    /// Records the time there too, under the guard's name.
    public TimingGuard recordingTo(PerformanceMetrics target) {
        metrics = target;
        return this;
    }

    /// Marks a place on the way: the line tells how long each part took.
    public void checkpoint(String place) {
        List<Checkpoint> passed = checkpoints;
        if (passed == null) {
            passed = new ArrayList<>();
            checkpoints = passed;
        }
        passed.add(new Checkpoint(place, elapsedNanos()));
    }

    public long elapsedNanos() {
        return clock.getAsLong() - begin;
    }

    /// Logs and records. A second call does nothing.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        long took = elapsedNanos();
        if (metrics != null) {
            metrics.record(name, took);
        }
        if (took >= warnFrom) {
            log.log(Level.WARNING, () -> line(took));
        } else if (took >= debugFrom && log.isLoggable(Level.DEBUG)) {
            log.log(Level.DEBUG, line(took));
        }
    }

    private String line(long took) {
        var line = new StringBuilder(name).append(" took ").append(Milliseconds.of(took));
        if (took >= warnFrom) {
            line.append(", expected less than ").append(Milliseconds.of(warnFrom));
        }
        if (checkpoints != null) {
            long before = 0;
            for (Checkpoint each : checkpoints) {
                line.append("; ").append(each.name).append(' ').append(Milliseconds.of(each.nanos - before));
                before = each.nanos;
            }
            line.append("; rest ").append(Milliseconds.of(took - before));
        }
        return line.toString();
    }
}
