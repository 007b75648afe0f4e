package io.jamey.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimingGuardTest {
    private final AtomicLong now = new AtomicLong(5_000_000_000L);
    private final LogLines debug = new LogLines(Level.DEBUG);

    private TimingGuard start(LogLines log) {
        return new TimingGuard("import", log, now::get);
    }

    private void pass(long millis) {
        now.addAndGet(millis * 1_000_000);
    }

    @Test
    void logsHowLongItTookWhenItEnds() {
        try (var _ = start(debug)) {
            pass(12);
        }

        assertThat(debug.lines()).containsExactly("DEBUG import took 12.000 ms");
    }

    @Test
    void logsAfterAnExceptionToo() {
        assertThatThrownBy(() -> {
                    try (var timing = start(debug)) {
                        pass(1);
                        timing.checkpoint("parsed");
                        pass(2);
                        throw new IllegalStateException("no more");
                    }
                })
                .hasMessage("no more");

        assertThat(debug.lines()).containsExactly("DEBUG import took 3.000 ms; parsed 1.000 ms; rest 2.000 ms");
    }

    @Test
    void tellsThePartsByTheirCheckpoints() {
        try (var timing = start(debug)) {
            pass(1);
            timing.checkpoint("parsed");
            pass(10);
            timing.checkpoint("stored");
            pass(100);
        }

        assertThat(debug.lines())
                .containsExactly("DEBUG import took 111.000 ms; parsed 1.000 ms; stored 10.000 ms; rest 100.000 ms");
    }

    @Test
    void warnsOfWhatTookAsLongAsItWasTold() {
        var warnings = new LogLines(Level.WARNING);
        try (var _ = start(warnings).warnFrom(Duration.ofMillis(50))) {
            pass(49);
        }
        assertThat(warnings.lines()).isEmpty();
        try (var _ = start(warnings).warnFrom(Duration.ofMillis(50))) {
            pass(50);
        }
        assertThat(warnings.lines()).containsExactly("WARNING import took 50.000 ms, expected less than 50.000 ms");
    }

    @Test
    void saysNothingOfWhatTookLess() {
        try (var _ = start(debug).debugFrom(Duration.ofMillis(5))) {
            pass(4);
        }
        try (var _ = start(new LogLines(Level.INFO))) {
            pass(4);
        }

        assertThat(debug.lines()).isEmpty();
    }

    @Test
    void endsOnce() {
        var metrics = new PerformanceMetrics();
        TimingGuard guard = start(debug).recordingTo(metrics);
        pass(3);
        guard.close();
        guard.close();

        assertThat(debug.lines()).hasSize(1);
        assertThat(metrics.summary("import").orElseThrow().count()).isEqualTo(1);
        assertThat(metrics.summary("import").orElseThrow().max()).isEqualTo(Duration.ofMillis(3));
    }
}
