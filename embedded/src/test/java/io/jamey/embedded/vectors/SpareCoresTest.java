package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpareCoresTest {
    private final long seed = Seed.next();

    @Test
    void severalThreadsFindWhatOneFinds() {
        float[][] vectors = Sample.clustered(300, 70_000, seed).next(70_000);
        Shelf shelf = new Shelf(300, vectors);
        BitSet third = new BitSet();
        IntStream.range(0, 70_000).filter(slot -> slot % 3 != 0).forEach(third::set);
        SpareCores alone = new SpareCores(1);
        SpareCores four = new SpareCores(4);
        int threads = 0;
        for (float[] query : Sample.clustered(300, 70_000, seed).next(30)) {
            for (BitSet accept : List.of(shelf.all(), third)) {
                Hits expected = shelf.search(query, accept, 10, alone);
                Hits actual = shelf.search(query, accept, 10, four);
                assertThat(slots(actual)).isEqualTo(slots(expected));
                assertThat(actual.work().prefixes()).isEqualTo(expected.work().prefixes());
                assertThat(actual.work().vectors()).isEqualTo(expected.work().vectors());
                assertThat(expected.work().threads()).isEqualTo(1);
                threads = Math.max(threads, actual.work().threads());
            }
        }
        assertThat(threads).isBetween(2, 4);
    }

    private static List<Integer> slots(Hits hits) {
        return IntStream.range(0, hits.size()).mapToObj(hits::slot).toList();
    }

    @Test
    void helpsWhileACoreIsFreeAndStopsWhenNoneIs() throws InterruptedException {
        SpareCores cores = new SpareCores(2);
        CountDownLatch helping = new CountDownLatch(1);
        CountDownLatch crowd = new CountDownLatch(1);
        AtomicInteger crowded = new AtomicInteger();
        cores.enter();
        int threads = cores.run(help -> {
            if (help) {
                helping.countDown();
                await(crowd);
                crowded.set(cores.crowded() ? 1 : -1);
            } else {
                await(helping);
                cores.enter();
                crowd.countDown();
            }
        });
        assertThat(threads).isEqualTo(2);
        assertThat(crowded).hasValue(1);
        assertThat(cores.run(help -> assertThat(help).isFalse())).isEqualTo(1);
        cores.leave();
        cores.leave();
        assertThat(cores.crowded()).isFalse();
    }

    @Test
    void doesNotWaitForHelpersThatHaveNotBegun() {
        SpareCores cores = new SpareCores(2);
        for (int i = 0; i < 1_000; i++) {
            cores.enter();
            int threads = cores.run(help -> {});
            cores.leave();
            assertThat(threads).isBetween(1, 2);
        }
        assertThat(cores.crowded()).isFalse();
    }

    @Test
    void aFaultInAHelperIsTheSearchersFault() {
        SpareCores cores = new SpareCores(2);
        CountDownLatch helping = new CountDownLatch(1);
        cores.enter();
        assertThatThrownBy(() -> cores.run(help -> {
                    if (help) {
                        helping.countDown();
                        throw new IllegalStateException("planted");
                    }
                    await(helping);
                }))
                .hasRootCauseMessage("planted");
        cores.leave();
        assertThat(cores.crowded()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
