package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunks are coded anew, kept as bytes, and put back.
class ChunkKeepingTest {
    private final long seed = Seed.next();

    @ParameterizedTest
    @ValueSource(ints = {3, 100, 1536})
    void chunksComeBackBitForBit(int dimension) {
        Shelf shelf =
                new Shelf(dimension, Sample.clustered(dimension, 1_100, seed).next(1_100));
        VectorCodes restored = new VectorCodes(dimension);
        for (int index = shelf.codes().chunks() - 1; index >= 0; index--) {
            restored.restore(shelf.codes().chunk(index).orElseThrow());
        }
        assertThat(restored.chunks()).isEqualTo(shelf.codes().chunks());
        assertThat(restored.stale()).isEqualTo(shelf.codes().stale());
        for (int index = 0; index < restored.chunks(); index++) {
            assertThat(restored.chunk(index))
                    .hasValue(shelf.codes().chunk(index).orElseThrow());
        }
        assertThat(restored.bytes()).isEqualTo(shelf.codes().bytes());
        float[] query = Sample.clustered(dimension, 1_100, seed).next();
        Hits expected = shelf.search(query, shelf.all(), 10, false);
        Hits actual = new Shelf(restored, shelf.vectors()).search(query, shelf.all(), 10, false);
        for (int rank = 0; rank < 10; rank++) {
            assertThat(actual.slot(rank)).isEqualTo(expected.slot(rank));
        }
        assertThat(actual.rescored()).isEqualTo(expected.rescored());
    }

    @Test
    void aRestoredIndexGrowsOnAsIfNeverClosed() {
        float[][] vectors = Sample.clustered(100, 5_000, seed).next(5_000);
        Shelf whole = new Shelf(100, vectors);
        VectorCodes restored = new VectorCodes(100);
        Shelf half = new Shelf(100, Arrays.copyOf(vectors, 2_500));
        for (int index = 0; index < half.codes().chunks(); index++) {
            restored.restore(half.codes().chunk(index).orElseThrow());
        }
        Shelf resumed = new Shelf(restored, vectors);
        for (int slot = 2_500; slot < 5_000; slot++) {
            resumed.put(slot, vectors[slot]);
        }
        assertThat(restored.stale()).isEqualTo(whole.codes().stale());
        float[][] queries = Sample.clustered(100, 5_000, seed).next(20);
        assertThat(resumed.recall(queries, resumed.all())).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void chunksFromBeforeTheFirstMeanAreNotStaleWhenTheyComeBack() {
        VectorCodes codes = new VectorCodes(100);
        codes.put(0, Sample.clustered(100, 1, seed).next());
        VectorCodes restored = new VectorCodes(100);
        restored.restore(codes.chunk(0).orElseThrow());
        assertThat(restored.stale()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotItsOwn() {
        byte[] chunk = new Shelf(100, Sample.clustered(100, 50, seed).next(50))
                .codes()
                .chunk(0)
                .orElseThrow();
        VectorCodes other = new VectorCodes(101);
        assertThatThrownBy(() -> other.restore(chunk)).hasMessageContaining("dimension is 100, not 101");
        VectorCodes same = new VectorCodes(100);
        assertThatThrownBy(() -> same.restore(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> same.restore(Arrays.copyOf(chunk, chunk.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        SplittableRandom random = new SplittableRandom(seed);
        for (int header = 0; header < 20; header += 4) {
            byte[] forged = chunk.clone();
            forged[header + 3] = (byte) random.nextInt(0x80, 0x100);
            assertThatThrownBy(() -> same.restore(forged)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] earlier = chunk.clone();
        earlier[3] = '1';
        assertThatThrownBy(() -> same.restore(earlier)).hasMessageContaining("do not begin with JVC2");
        assertThat(same.chunks()).isZero();
    }

    @Test
    void codesAreStaleOnceTheMeanIsKnownAndFreshAfterRecentring() {
        float[][] vectors = Sample.clustered(384, 2_000, seed).next(2_000);
        VectorCodes codes = new VectorCodes(384);
        Shelf shelf = new Shelf(codes, vectors);
        shelf.put(0, vectors[0]);
        assertThat(codes.stale()).isEmpty();
        for (int slot = 1; slot < 2_000; slot++) {
            shelf.put(slot, vectors[slot]);
        }
        assertThat(codes.stale()).containsExactly(0);
        long before = rescored(shelf);

        shelf.recentre();

        assertThat(codes.stale()).isEmpty();
        assertThat(rescored(shelf)).isLessThanOrEqualTo(before);
    }

    private long rescored(Shelf shelf) {
        long rescored = 0;
        for (float[] query : Sample.clustered(384, 2_000, seed).next(30)) {
            rescored += shelf.search(query, shelf.all(), 10, false).rescored();
        }
        return rescored;
    }

    @Test
    void vectorsThatSpreadEvenlyAreNeverCodedAnew() {
        VectorCodes codes = new VectorCodes(384);
        Sample sample = Sample.isotropic(384, seed);
        for (int slot = 0; slot < 1_000; slot++) {
            codes.put(slot, sample.next());
        }
        assertThat(codes.stale()).isEmpty();
    }

    @Test
    void aChunkWrittenToMeanwhileIsNotReplaced() {
        float[][] vectors = Sample.clustered(100, 500, seed).next(500);
        VectorCodes codes = new VectorCodes(100);
        Shelf shelf = new Shelf(codes, vectors);
        for (int slot = 0; slot < 500; slot++) {
            shelf.put(slot, vectors[slot]);
        }
        Recentred late = shelf.recentred(0, shelf::read);
        shelf.put(7, Sample.isotropic(100, seed).next());

        assertThat(codes.install(late)).isFalse();
        assertThat(codes.install(shelf.recentred(0, shelf::read))).isTrue();
        assertThat(codes.recentre(9, shelf::read)).isEmpty();
    }

    @Test
    void aChunkWrittenToBetweenTwoStepsIsGivenUp() {
        float[][] vectors = Sample.clustered(100, 500, seed).next(500);
        Shelf shelf = new Shelf(100, vectors);
        Recentred late = shelf.codes().recentre(0, shelf::read).orElseThrow();
        assertThat(late.advance()).isTrue();
        assertThat(shelf.codes().install(late)).as("half of it").isFalse();

        shelf.put(7, Sample.isotropic(100, seed).next());

        assertThat(late.advance()).isFalse();
        assertThat(shelf.codes().install(late)).isFalse();
        assertThat(shelf.codes().describes(7, shelf.vectors()[7])).isTrue();
    }

    @Test
    void slotsThatLostTheirVectorAreDroppedWhenCodedAnew() {
        float[][] vectors = Sample.clustered(100, 500, seed).next(500);
        Shelf shelf = new Shelf(100, vectors);
        float[] gone = vectors[42];
        VectorSource without42 = (slots, each) -> shelf.read(slots, (place, vector) -> {
            if (slots[place] != 42) {
                each.accept(place, vector);
            }
        });

        assertThat(shelf.codes().install(shelf.recentred(0, without42))).isTrue();

        assertThat(shelf.search(gone, shelf.all(), 500, false).size()).isEqualTo(499);
    }
}
