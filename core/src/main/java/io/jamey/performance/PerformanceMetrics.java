package io.jamey.performance;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Times by the name of what took them.
///
/// ```java
/// var metrics = new PerformanceMetrics();
/// metrics.record("parse", nanos);
/// metrics.logSummary("parse");
/// ```
///
/// Recording allocates nothing, but for the first time of a name, and waits for nobody. Takes some kilobytes for each
/// name; after [#NAMES_MAX] names, further ones are counted together as [#OTHERS].
public final class PerformanceMetrics {
    /// Names that are told apart.
    public static final int NAMES_MAX = 256;

    /// Everything beyond [#NAMES_MAX].
    public static final String OTHERS = "(others)";

    private final ConcurrentHashMap<String, DurationHistogram> histograms = new ConcurrentHashMap<>();
    private final Logger log;

    public PerformanceMetrics() {
        this(System.getLogger(PerformanceMetrics.class.getName()));
    }

    /// @param log what [#logSummary(String)] writes to
    public PerformanceMetrics(Logger log) {
        this.log = log;
    }

    public void record(String operation, long nanos) {
        DurationHistogram known = histograms.get(operation);
        (known == null ? first(operation) : known).record(nanos);
    }

    public void record(String operation, Duration time) {
        record(operation, time.toNanos());
    }

    private DurationHistogram first(String operation) {
        String name = histograms.size() < NAMES_MAX ? operation : OTHERS;
        return histograms.computeIfAbsent(name, _ -> new DurationHistogram());
    }

    /// All names, in order.
    public List<String> operations() {
        return histograms.keySet().stream().sorted().toList();
    }

    /// What is known of the times of an operation; nothing of one that was never recorded.
    public Optional<Summary> summary(String operation) {
        return Optional.ofNullable(histograms.get(operation))
                .map(histogram -> Summary.of(operation, histogram.snapshot()));
    }

    /// Writes the summary to the log, at level INFO.
    public void logSummary(String operation) {
        log.log(Level.INFO, summary(operation).map(Summary::toString).orElse(operation + ": nothing was recorded"));
    }

    /// Writes the summaries of all operations to the log, in the order of their names.
    public void logSummary() {
        operations().forEach(this::logSummary);
    }
}
