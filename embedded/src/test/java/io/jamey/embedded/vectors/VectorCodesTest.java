package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorCodesTest {
    private static final int QUERIES = 50;

    private final long seed = Seed.next();

    @Test
    void findsTheClosestOfAThousandAndOfTwentyThousand() {
        assertThat(recall(Sample.clustered(384, 1_000, seed), 384, 1_000)).isGreaterThanOrEqualTo(0.99);
        assertThat(recall(Sample.clustered(1536, 1_000, seed), 1536, 1_000)).isGreaterThanOrEqualTo(0.99);
        assertThat(recall(Sample.clustered(384, 20_000, seed), 384, 20_000)).isGreaterThanOrEqualTo(0.99);
        assertThat(recall(Sample.clustered(1536, 20_000, seed), 1536, 20_000)).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void findsTheClosestWhereAllAreAboutEquallyFar() {
        assertThat(recall(Sample.isotropic(384, seed), 384, 10_000)).isGreaterThanOrEqualTo(0.98);
        assertThat(recall(Sample.isotropic(1536, seed), 1536, 10_000)).isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 63, 100, 768, 1000, 3072})
    void findsTheClosestInEveryDimension(int dimension) {
        assertThat(recall(Sample.clustered(dimension, 1_500, seed), dimension, 1_500))
                .isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void findsTheClosestAmongOnePercent() {
        Shelf shelf = new Shelf(384, Sample.clustered(384, 20_000, seed).next(20_000));
        SplittableRandom random = new SplittableRandom(seed);
        BitSet accept = new BitSet();
        IntStream.range(0, 20_000).filter(slot -> random.nextInt(100) == 0).forEach(accept::set);

        assertThat(shelf.recall(Sample.clustered(384, 20_000, seed).next(QUERIES), accept))
                .isGreaterThanOrEqualTo(0.99);
    }

    private static double recall(Sample sample, int dimension, int vectors) {
        Shelf shelf = new Shelf(dimension, sample.next(vectors));
        return shelf.recall(sample.next(QUERIES), shelf.all());
    }

    @Test
    void isExactWhenFewAreAcceptedOrWhenAsked() {
        Shelf shelf = new Shelf(100, Sample.isotropic(100, seed).next(3_000));
        float[] query = Sample.isotropic(100, seed + 1).next();
        BitSet few = new BitSet();
        few.set(1000, 1100);

        Hits direct = shelf.search(query, few, 10, false);
        assertThat(direct.scanned()).isZero();
        assertThat(direct.rescored()).isEqualTo(100);
        assertThat(shelf.search(query, shelf.all(), 10, true).rescored()).isEqualTo(3_000);
        assertThat(shelf.search(query, shelf.all(), 10, false).scanned()).isIn(3_000, 6_000);
    }

    @Test
    void returnsAsManyAsAskedOrAsThereAre() {
        Shelf shelf = new Shelf(8, Sample.clustered(8, 1_000, seed).next(1_000));
        float[] query = {1, 2, 3, 4, 5, 6, 7, 8};
        BitSet accept = shelf.all();
        accept.set(5_000, 9_000);

        assertThat(shelf.search(query, new BitSet(), 10, false).size()).isZero();
        assertThat(shelf.search(query, accept, 700, false).size()).isEqualTo(700);
        assertThat(shelf.search(query, accept, 2_000, false).size()).isEqualTo(1_000);
    }

    @Test
    void equalVectorsKeepTheCallersOrder() {
        float[][] vectors = Sample.clustered(64, 2_000, seed).next(2_000);
        for (int slot = 0; slot < 2_000; slot += 2) {
            vectors[slot] = vectors[0];
        }
        Shelf shelf = new Shelf(64, vectors);

        Hits hits = shelf.search(vectors[0], shelf.all(), 5, false);

        assertThat(slots(hits)).containsExactly(1998, 1996, 1994, 1992, 1990);
        assertThat(hits.cosine(4)).isEqualTo(hits.cosine(0));
    }

    @Test
    void aVectorPutOverAnotherReplacesIt() {
        float[][] vectors = Sample.clustered(384, 1_500, seed).next(1_500);
        Shelf shelf = new Shelf(384, vectors);
        float[] before = vectors[1_234].clone();
        float[] after = Sample.isotropic(384, seed + 1).next();

        shelf.put(1_234, after);

        assertThat(slots(shelf.search(after, shelf.all(), 1, false))).containsExactly(1_234);
        assertThat(slots(shelf.search(before, shelf.all(), 1, false))).doesNotContain(1_234);
    }

    @Test
    void takesSlotsAroundChunkBoundariesAndFarApart() {
        VectorCodes codes = new VectorCodes(16);
        List<Integer> slots = List.of(0, 15, 16, 1_023, 1_024, 2_047, 50_000);
        Sample sample = Sample.isotropic(16, seed);
        float[][] vectors = new float[50_001][];
        for (int slot : slots) {
            vectors[slot] = sample.next();
            codes.put(slot, vectors[slot]);
        }
        Shelf shelf = new Shelf(codes, vectors);
        for (int slot : slots) {
            assertThat(slots(shelf.search(vectors[slot], shelf.all(), 1, false)))
                    .containsExactly(slot);
        }
        assertThat(shelf.search(vectors[0], shelf.all(), 100, true).size()).isEqualTo(slots.size());
        assertThat(codes.chunk(30)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {1e38f, 1e-38f})
    void magnitudeMakesNoDifference(float magnitude) {
        float[][] vectors = Sample.clustered(384, 2_000, seed).next(2_000);
        Shelf plain = new Shelf(384, vectors);
        float[] query = vectors[77].clone();
        query[0] += 0.01f;
        List<Integer> expected = slots(plain.search(query, plain.all(), 10, false));

        for (float[] vector : vectors) {
            scale(vector, magnitude);
        }
        Shelf extreme = new Shelf(384, vectors);
        scale(query, magnitude);

        assertThat(slots(extreme.search(query, extreme.all(), 10, false))).isEqualTo(expected);
    }

    private static void scale(float[] vector, float factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }

    @Test
    void aVectorRotatedBeforehandIsCodedTheSame() {
        VectorCodes codes = new VectorCodes(100);
        float[] vector = Sample.isotropic(100, seed).next();

        codes.put(3, RotatedVector.of(vector));

        assertThat(codes.describes(3, vector)).isTrue();
        assertThatThrownBy(() -> codes.put(4, RotatedVector.of(new float[] {1, 2})))
                .hasMessageContaining("dimension 2, not 100");
    }

    @Test
    void refusesWhatIsNoVectorOfItsDimension() {
        VectorCodes codes = new VectorCodes(2);
        assertThatThrownBy(() -> codes.put(0, new float[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codes.put(0, new float[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codes.put(-1, new float[] {1, 2})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VectorCodes(8193)).isInstanceOf(IllegalArgumentException.class);
        assertThat(codes.chunk(0)).isEmpty();
    }

    @Test
    void searchesAtOnceFindWhatSearchesInTurnFind() {
        Shelf shelf = new Shelf(384, Sample.clustered(384, 5_000, seed).next(5_000));
        List<float[]> queries = List.of(Sample.clustered(384, 5_000, seed).next(200));
        List<List<Integer>> inTurn = queries.stream()
                .map(query -> slots(shelf.search(query, shelf.all(), 10, false)))
                .toList();
        List<List<Integer>> atOnce = queries.parallelStream()
                .map(query -> slots(shelf.search(query, shelf.all(), 10, false)))
                .toList();
        assertThat(atOnce).isEqualTo(inTurn);
    }

    @Test
    void aSmallNamespaceHoldsLittle() {
        Shelf shelf = new Shelf(1536, Sample.clustered(1536, 50, seed).next(50));
        assertThat(shelf.codes().bytes()).isLessThan(32_000);
    }

    private static List<Integer> slots(Hits hits) {
        return IntStream.range(0, hits.size()).mapToObj(hits::slot).toList();
    }
}
