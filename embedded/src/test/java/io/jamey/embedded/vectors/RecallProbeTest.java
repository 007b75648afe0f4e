package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.embedded.vectors.RecallProbe.Probe;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RecallProbeTest {
    private final long seed = Seed.next();
    private final RecallProbe probe = new RecallProbe(new SplittableRandom(seed), Supplier::get);

    @Test
    void findsThatOrdinaryVectorsAreFound() {
        Shelf shelf = new Shelf(384, Sample.clustered(384, 3_000, seed).next(3_000));

        // Many: of a few hundred hits, now and then more than one in a hundred is missed.
        Probe found = run(shelf, 300).orElseThrow();

        assertThat(found.recall()).isGreaterThanOrEqualTo(RecallProbe.PROMISE);
        assertThat(found.sampled()).isEqualTo(300);
        assertThat(found.effort()).isEqualTo(1);
        assertThat(shelf.codes().effort()).isEqualTo(1);
    }

    @Test
    void raisesTheEffortWhereEstimatesAreBadAndNoFurtherThanItsLimit() {
        float[][] coded = Sample.clustered(64, 12_000, seed).next(12_000);
        // Each slot has the code of its neighbour's vector.
        float[][] actual = coded.clone();
        Collections.rotate(Arrays.asList(actual), 1);
        Shelf shelf = new Shelf(new Shelf(64, coded).codes(), actual);
        for (int effort = 1; effort <= RecallProbe.EFFORT_MAX; effort *= 2) {
            Probe found = run(shelf, 5).orElseThrow();
            assertThat(found.effort()).isEqualTo(effort);
            assertThat(found.recall()).isLessThan(RecallProbe.PROMISE);
        }
        assertThat(shelf.codes().effort()).isEqualTo(RecallProbe.EFFORT_MAX);
    }

    @Test
    void moreEffortScoresMoreVectorsAndIsTakenBackWhereNothingIsMissed() {
        Shelf shelf = new Shelf(384, Sample.clustered(384, 2_000, seed).next(2_000));
        int usual = shelf.search(shelf.vectors()[5], shelf.all(), 10, false).rescored();
        shelf.codes().effort(4);
        assertThat(shelf.search(shelf.vectors()[5], shelf.all(), 10, false).rescored())
                .isGreaterThan(usual);

        assertThat(run(shelf, 5).orElseThrow().recall()).isEqualTo(1);

        assertThat(shelf.codes().effort()).isEqualTo(2);
    }

    @Test
    void givesUpWhenItIsStopped() {
        Shelf shelf = new Shelf(384, Sample.clustered(384, 2_000, seed).next(2_000));

        assertThat(probe.run(shelf.codes(), shelf.all().toLongArray(), shelf::read, 5, () -> true))
                .isEmpty();
    }

    @Test
    void hasNothingToSayWhereAllIsExact() {
        assertThat(run(new Shelf(16, Sample.clustered(16, 100, seed).next(100)), 5))
                .isEmpty();
        assertThat(run(new Shelf(16, new float[0][]), 5)).isEmpty();
    }

    private Optional<Probe> run(Shelf shelf, int questions) {
        return probe.run(shelf.codes(), shelf.all().toLongArray(), shelf::read, questions, () -> false);
    }
}
