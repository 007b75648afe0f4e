package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import jdk.incubator.vector.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Vector instructions and plain Java must agree bit for bit, and both with the definition.
class KernelTest {
    private static final int SLOTS = 48;

    private final SplittableRandom random = new SplittableRandom(Seed.next());
    private final Kernel scalar = new ScalarKernel();
    private final Kernel vector = new VectorKernel(false);
    private final Kernel wide = new VectorKernel(true);

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 100, 384, 1000, 1536, 3072, 4400, 8192})
    void rawDotsAndEstimatesAreEqual(int dimension) {
        Rotation rotation = Rotation.of(dimension);
        Centre centre = new Centre(1, rotation.unit(gaussian(dimension)));
        Chunk chunk = new Chunk(rotation.rotatedDimension(), centre, SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            chunk.put(slot, rotation.unit(gaussian(dimension)));
        }
        QueryCode query = new QueryCode(rotation.unit(gaussian(dimension)), centre).plausible(random.nextInt(3));

        Scratch expected = lastAndFirstBlock();
        scalar.dots(chunk, query, expected, 0);
        scalar.estimate(chunk, query, expected, 0, 0.01f);
        Scratch actual = lastAndFirstBlock();
        vector.dots(chunk, query, actual, 0);
        vector.estimate(chunk, query, actual, 0, 0.01f);

        Scratch fromWide = lastAndFirstBlock();
        wide.dots(chunk, query, fromWide, 0);

        assertThat(actual.dots).isEqualTo(expected.dots);
        assertThat(fromWide.dots).isEqualTo(expected.dots);
        assertThat(actual.estimates).isEqualTo(expected.estimates);
        assertThat(actual.passing).isEqualTo(expected.passing);
    }

    /// Where the compiler does not inline such a method, each call makes an object, in some runs and not in others.
    @Test
    void noMethodTakesOrReturnsAVector() {
        assertThat(VectorKernel.class.getDeclaredMethods())
                .filteredOn(method -> !method.isSynthetic())
                .isNotEmpty()
                .allSatisfy(method -> {
                    assertThat(Vector.class.isAssignableFrom(method.getReturnType()))
                            .isFalse();
                    assertThat(method.getParameterTypes())
                            .allSatisfy(type -> assertThat(Vector.class.isAssignableFrom(type))
                                    .isFalse());
                });
    }

    private static Scratch lastAndFirstBlock() {
        Scratch scratch = new Scratch();
        scratch.blocks[0] = 2;
        scratch.begins[1] = 2;
        return scratch;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 12, 64})
    void whatTailsAreMissingIsEqual(int words) {
        long[] codes = random.longs(words + 3).toArray();
        long[] planes = random.longs(4L * words).toArray();
        assertThat(vector.missing(codes, 3, words, planes)).isEqualTo(scalar.missing(codes, 3, words, planes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 768, 1536, 8192})
    void codesAndMomentsAreEqual(int dimension) {
        Rotation rotation = Rotation.of(dimension);
        float[] unit = rotation.unit(gaussian(dimension));
        float[] point = rotation.unit(gaussian(dimension));
        long[] expected = new long[unit.length / Long.SIZE];
        float[] expectedMoments = new float[24];
        scalar.code(unit, point, expected, expectedMoments);
        long[] actual = new long[expected.length];
        float[] actualMoments = new float[24];
        vector.code(unit, point, actual, actualMoments);

        assertThat(actual).isEqualTo(expected);
        assertThat(actualMoments).isEqualTo(expectedMoments);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 768, 1536, 8192})
    void aCodesEstimateIsTheDotProductOfItsSignsWithTheQuery(int dimension) {
        Rotation rotation = Rotation.of(dimension);
        int rotated = rotation.rotatedDimension();
        float[] unit = rotation.unit(gaussian(dimension));
        Chunk chunk = new Chunk(rotated, Centre.origin(rotated), 16);
        chunk.put(11, unit);
        float[] target = rotation.unit(gaussian(dimension));
        QueryCode query = new QueryCode(target, chunk.centre);
        Scratch scratch = new Scratch();
        scratch.begins[1] = 1;
        scalar.dots(chunk, query, scratch, 0);

        double sum = 0;
        for (int i = 0; i < rotated; i++) {
            sum += unit[i] > 0 ? target[i] : -target[i];
        }
        double estimate = query.estimate(chunk, 11, scratch.dots[11] & 0xffff);
        // Sixteen levels and their ends round each component off by less than a ninth of its usual size.
        assertThat(estimate).isCloseTo(sum * chunk.scales[11], within(6 * 0.115 * chunk.scales[11]));
    }

    @ParameterizedTest
    @ValueSource(ints = {768, 1536, 8192})
    void aPrefixSeldomPromisesLessThanTheWholeCodeEstimates(int dimension) {
        Rotation rotation = Rotation.of(dimension);
        Chunk chunk = new Chunk(rotation.rotatedDimension(), Centre.origin(rotation.rotatedDimension()), 1024);
        for (int slot = 0; slot < 1024; slot++) {
            chunk.put(slot, rotation.unit(gaussian(dimension)));
        }
        QueryCode query = new QueryCode(rotation.unit(gaussian(dimension)), chunk.centre);
        Scratch scratch = new Scratch();
        scratch.begins[1] = 64;
        for (int block = 0; block < 64; block++) {
            scratch.blocks[block] = block;
        }
        vector.dots(chunk, query, scratch, 0);
        vector.estimate(chunk, query, scratch, 0, -1);
        int less = 0;
        for (int slot = 0; slot < 1024; slot++) {
            less += scratch.estimates[slot] < query.estimate(chunk, slot, scratch.dots[slot] & 0xffff) ? 1 : 0;
        }
        // One and a half standard deviations: 68 of 1,024.
        assertThat(less).isBetween(20, 140);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 15, 16, 17, 63, 384, 1000, 1536, 8192})
    void cosinesAreEqual(int dimension) {
        float[] a = gaussian(dimension);
        float[] b = gaussian(dimension);
        double[] widened = new double[dimension];
        double dot = 0;
        for (int i = 0; i < dimension; i++) {
            widened[i] = a[i];
            dot += (double) a[i] * b[i];
        }
        double cosine = vector.cosine(widened, Cosine.norm(a), b);

        assertThat(cosine).isEqualTo(scalar.cosine(widened, Cosine.norm(a), b));
        assertThat(cosine).isCloseTo(dot / (Cosine.norm(a) * Cosine.norm(b)), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 512})
    void hadamardLevelsAreEqual(int stride) {
        float[] expected = gaussian(1024);
        float[] actual = expected.clone();
        scalar.butterflies(expected, 0, 1024, stride);
        scalar.quartets(expected, 0, 1024, Math.max(16, stride));
        scalar.sixtyFours(expected, 0, 1024);
        scalar.octets(expected, 0, 1024);
        vector.butterflies(actual, 0, 1024, stride);
        vector.quartets(actual, 0, 1024, Math.max(16, stride));
        vector.sixtyFours(actual, 0, 1024);
        vector.octets(actual, 0, 1024);
        assertThat(actual).isEqualTo(expected);
    }

    private float[] gaussian(int dimension) {
        float[] components = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return components;
    }
}
