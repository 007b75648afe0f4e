package io.jamey.metrics.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jamey.metrics.CacheReading;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.ProcessMetrics;
import io.jamey.metrics.Rejections;
import io.jamey.metrics.Rejections.Reason;
import io.jamey.metrics.StoreMetrics;
import io.jamey.performance.Operation;
import io.jamey.performance.Outcome;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTest {
    private static final Instant BEGIN = Instant.parse("2025-06-01T12:00:00Z");

    private final AtomicLong seconds = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final StoreMetrics store = StoreMetrics.of(
            new ReferenceMemoryStore(InstantSource.system()),
            MetricsOptions.defaults().cache(() -> new CacheReading(3, 100, 200, hits.get(), 10, 0, 0)));
    private final ProcessMetrics process = new ProcessMetrics();
    private final Rejections rejections = new Rejections();
    private final Live live = new Live(
            new State.Sources(store, process, rejections),
            () -> BEGIN.plusSeconds(seconds.get()),
            () -> seconds.get() * 1_000_000_000L);

    @AfterEach
    void close() {
        live.close();
        process.close();
    }

    private void search(int times, long millis) {
        for (int i = 0; i < times; i++) {
            store.operations().finished(Operation.SEARCH, Outcome.OK, millis * 1_000_000, 10, null);
        }
    }

    private void pass(int moreSeconds) {
        for (int i = 0; i < moreSeconds; i += 5) {
            seconds.addAndGet(5);
            live.keep();
        }
    }

    @Test
    void ratesAndQuantilesAreThoseOfTheWindow() {
        search(1_000, 80);
        pass(60);
        search(99, 4);
        search(1, 40);
        store.operations().finished(Operation.SEARCH, Outcome.UNAVAILABLE, 2_000_000_000L, 0, null);
        pass(20);

        Interval recent = live.last(Duration.ofSeconds(20));
        OperationFigures search = recent.of(Operation.SEARCH);
        assertThat(recent.length()).isEqualTo(Duration.ofSeconds(20));
        assertThat(recent.end()).isEqualTo(BEGIN.plusSeconds(80));
        assertThat(search.count()).isEqualTo(101);
        assertThat(search.rate()).isCloseTo(5.05, within(1e-9));
        assertThat(search.memoriesPerSecond()).isCloseTo(50, within(1e-9));
        assertThat(search.failed().count()).isEqualTo(1);
        assertThat(search.succeeded().quantile(0.5)).isCloseTo(4e6, Percentage.withPercentage(5));
        assertThat(search.succeeded().quantile(0.995)).isCloseTo(40e6, Percentage.withPercentage(5));
        assertThat(search.succeeded().max()).isLessThan(42_000_000);
        assertThat(recent.failures()).containsOnlyKeys(Outcome.UNAVAILABLE).containsEntry(Outcome.UNAVAILABLE, 1L);
        assertThat(recent.operations()).containsOnlyKeys(Operation.SEARCH);

        assertThat(live.last(Duration.ofHours(1)).of(Operation.SEARCH).count()).isEqualTo(1_101);
        assertThat(live.last(Duration.ofHours(1)).length()).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void whatHappenedSinceTheLastStateIsSeenAtOnce() {
        pass(30);
        search(3, 1);
        seconds.addAndGet(1);

        assertThat(live.last(Duration.ofSeconds(5)).of(Operation.SEARCH).count())
                .isEqualTo(3);
    }

    @Test
    void theSameTimeComesInPieces() {
        for (int i = 1; i <= 12; i++) {
            search(i, i);
            pass(5);
        }

        List<Interval> pieces = live.pieces(Duration.ofSeconds(60), 100);
        assertThat(pieces).hasSize(12);
        assertThat(pieces.stream().map(piece -> piece.of(Operation.SEARCH).count()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(pieces.getLast().end()).isEqualTo(BEGIN.plusSeconds(60));
        List<Interval> fewer = live.pieces(Duration.ofSeconds(60), 3);
        assertThat(fewer.stream().map(piece -> piece.of(Operation.SEARCH).count()))
                .containsExactly(10L, 26L, 42L);
        assertThat(fewer).allSatisfy(piece -> assertThat(piece.length()).isEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void anHourIsKeptAndNoMore() {
        for (int minute = 0; minute < 180; minute++) {
            search(60, 1);
            pass(60);
            assertThat(live.kept()).isLessThan(250);
        }

        Interval hour = live.last(Live.KEPT);
        assertThat(hour.length()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
        assertThat(hour.of(Operation.SEARCH).rate()).isCloseTo(1, within(0.02));
        assertThat(live.last(Duration.ofMinutes(10)).length()).isEqualTo(Duration.ofMinutes(10));
        assertThat(live.since()).isAfter(BEGIN.plus(Duration.ofMinutes(118)));
        List<Interval> pieces = live.pieces(Live.KEPT, 120);
        assertThat(pieces).hasSizeBetween(110, 121);
        assertThat(pieces.stream()
                        .mapToLong(piece -> piece.of(Operation.SEARCH).count())
                        .sum())
                .isBetween(3_500L, 3_660L);
    }

    @Test
    void refusalsAndTheCacheAreCountedInTheWindowToo() {
        hits.set(100);
        rejections.add(Reason.RATE);
        pass(30);
        hits.set(130);
        rejections.add(Reason.OVERLOADED);
        rejections.add(Reason.OVERLOADED);
        pass(10);

        Interval recent = live.last(Duration.ofSeconds(10));
        assertThat(recent.rejected()).containsOnlyKeys(Reason.OVERLOADED).containsEntry(Reason.OVERLOADED, 2L);
        assertThat(recent.cache().orElseThrow().hits()).isEqualTo(30);
        assertThat(recent.cache().orElseThrow().misses()).isZero();
        assertThat(recent.cache().orElseThrow().entries()).isEqualTo(3);
        assertThat(recent.process().heapMax()).isPositive();
        assertThat(recent.process().cpu()).isBetween(0.0, 1.0);
    }
}
