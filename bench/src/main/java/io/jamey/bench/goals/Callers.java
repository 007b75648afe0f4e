package io.jamey.bench.goals;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.bench.report.Quantity;
import io.jamey.bench.statistics.Quantiles;
import io.jamey.bench.work.Count;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Sixteen platform threads that store one memory after the other, each durably.
final class Callers {
    private static final int CALLERS = 16;
    private static final int SLICES = 8;
    private static final Namespace NAMESPACE = Namespace.of("written");

    private final MemoryStore store;
    private final Drafts drafts;

    private Callers(MemoryStore store, Drafts drafts) {
        this.store = store;
        this.drafts = drafts;
    }

    static List<Reading> measure(Site site) {
        Duration slice = site.scale().sustained().dividedBy(2L * SLICES);
        double[] rates = new double[SLICES];
        try (MemoryStore store = site.source().open(site.fresh("callers"))) {
            var callers = new Callers(store, new Drafts(site.shape().memories(), site.scale()));
            callers.store(slice.multipliedBy(2));
            double commits = commits(site);
            long stored = 0;
            for (int i = 0; i < SLICES; i++) {
                long begin = System.nanoTime();
                long count = callers.store(slice);
                rates[i] = count * 1e9 / (System.nanoTime() - begin);
                stored += count;
            }
            long made = Math.round(commits(site) - commits);
            double rate = Quantiles.median(rates);
            return List.of(
                    new Reading(
                            rate,
                            WriteGoals.range(Unit.PER_SECOND, rates) + " of " + SLICES + " times "
                                    + Quantity.nanos((double) slice.toNanos())),
                    new Reading(
                            made == 0 ? 0 : (double) stored / made,
                            made == 0 ? "the store does not count its commits" : made + " commits"));
        }
    }

    private static double commits(Site site) {
        return site.source().work().of(Count.COMMITS);
    }

    /// Has all callers store for so long, and returns how many memories they stored.
    private long store(Duration lasting) {
        long end = System.nanoTime() + lasting.toNanos();
        var stored = new AtomicLong();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = IntStream.range(0, CALLERS)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                        while (System.nanoTime() < end) {
                            store.store(NAMESPACE, drafts.next());
                            stored.incrementAndGet();
                        }
                    }))
                    .toList();
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while callers were storing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a caller could not store: " + e.getCause(), e);
        }
        return stored.get();
    }
}
