package io.jamey.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.layers.ForwardingMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that answers one request at a time, in simulated time, so that every latency is known beforehand.
class CorrectedLatencyTest {
    private static final long SERVICE = 1_000_000;
    private static final long STALL = 2_000_000_000;
    private static final int STALLED_CALL = 700;
    private static final Duration LENGTH = Duration.ofSeconds(20);

    private final SimulatedPace pace = new SimulatedPace();
    private final Settings settings = Trial.settings("retrieve=1", LENGTH);
    private final Recording recording = new Recording(
            pace, new Recording.Window(0, LENGTH.toNanos()), settings.timeout().toNanos(), _ -> false);

    @TempDir
    private Path folder;

    /// Takes a millisecond a call, and two seconds once.
    private final class StalledOnce extends ForwardingMemoryStore {
        private int calls;

        StalledOnce(MemoryStore inner) {
            super(inner);
        }

        @Override
        public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
            pace.pass(calls++ == STALLED_CALL ? STALL : SERVICE);
            return super.retrieveBatch(namespace, ids);
        }
    }

    @Test
    void anOpenLoopCountsFromWhenRequestsWereDue() {
        var load = new Load.Open(100, Load.Arrivals.POISSON);
        var schedule = Schedule.of(load, LENGTH, settings.mix(), settings.seed());
        Trial trial = Trial.in(folder, StalledOnce::new);
        Generator generator;
        try (var filled = trial.fill()) {
            var workload = new Workload(new Inputs(trial.shape()), filled, trial::namespace);
            generator = new OpenLoop(pace, Runnable::run, 10, new StopSignal())
                    .run(schedule, workload, recording, settings);
        }

        long[] latencies = new long[schedule.size()];
        long free = 0;
        for (int i = 0; i < latencies.length; i++) {
            free = Math.max(free, schedule.due(i)) + (i == STALLED_CALL ? STALL : SERVICE);
            latencies[i] = free - schedule.due(i);
        }
        Arrays.sort(latencies);
        ActionFigures figures = recording.figures(LENGTH.toNanos()).getFirst();
        assertThat(figures.latency().count()).isEqualTo(latencies.length);
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            double exact = latencies[(int) Math.ceil(share * latencies.length) - 1];
            assertThat(figures.latency().quantile(share).orElseThrow() / exact).isCloseTo(1, within(0.002));
        }
        assertThat(figures.latency().quantile(0.99).orElseThrow()).isGreaterThan(STALL / 2);
        assertThat(figures.service().quantile(0.99).orElseThrow()).isLessThan(2 * SERVICE);

        // Here the sender waited for the store, so it could not keep its schedule, and that must be noticed.
        Verdict verdict = new Judgement(load, figures, Optional.of(generator), LENGTH.toSeconds())
                .of(recording.due(), recording.notes(), List.of(), false);
        assertThat(verdict.status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reasons().getFirst()).contains("late");
    }

    @Test
    void aClosedLoopHidesTheStallInAllButItsMaximum() {
        Trial trial = Trial.in(folder, StalledOnce::new);
        try (var filled = trial.fill()) {
            var workload = new Workload(new Inputs(trial.shape()), filled, trial::namespace);
            new ClosedLoop(pace, new StopSignal()).run(1, workload, recording, settings);
        }

        ActionFigures figures = recording.figures(LENGTH.toNanos()).getFirst();
        assertThat(figures.latency().max()).isCloseTo(STALL, within(STALL / 500));
        assertThat(figures.latency().quantile(0.99).orElseThrow()).isLessThan(2 * SERVICE);
        Verdict verdict = new Judgement(new Load.Closed(1), figures, Optional.empty(), LENGTH.toSeconds())
                .of(recording.due(), recording.notes(), List.of(), false);
        assertThat(verdict.remarks().getFirst()).contains("p99 of about 1.78 s");
    }
}
