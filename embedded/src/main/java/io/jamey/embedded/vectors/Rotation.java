package io.jamey.embedded.vectors;

import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// A fixed, random-looking rotation that spreads what a vector holds evenly over its components.
///
/// One-bit codes lose least when no component stands out; rotating lengthens nothing and changes no cosine. A
/// vector is first padded with zeros to the rotated dimension. Each round flips random signs, applies a
/// Hadamard transform to the largest power of two of components at the head (odd rounds: at the tail), and,
/// where that does not reach all, mixes the two halves before. What restores the length is left to the next
/// round's signs.
///
/// The same dimension always gets the same rotation, so that codes outlive the process. Immutable.
final class Rotation {
    private static final int ROUNDS = 4;
    private static final int ROTATED_MIN = 256;
    private static final long SEED = 0x6a616d6579L;
    /// One for all namespaces, each of which would take as much memory as ten of its vectors.
    private static final ConcurrentHashMap<Integer, Rotation> SHARED = new ConcurrentHashMap<>();

    private final int dimension;
    private final int rotated;

    /// For each round the signs, times what the round before has left to be scaled; and what the last one has.
    private final float[][] factors;

    /// The rotation for a dimension.
    static Rotation of(int dimension) {
        return SHARED.computeIfAbsent(dimension, Rotation::new);
    }

    private Rotation(int dimension) {
        this.dimension = dimension;
        this.rotated = rotatedDimension(dimension);
        this.factors = new float[ROUNDS + 1][rotated];
        int power = Integer.highestOneBit(rotated);
        double all = power < rotated ? Math.sqrt(0.5) : 1;
        double transformed = all / Math.sqrt(power);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < rotated; i++) {
                int inTransform = round == 0 ? -1 : i - head(round - 1);
                double scale = round == 0 ? 1 : inTransform >= 0 && inTransform < power ? transformed : all;
                factors[round][i] = (float) (round < ROUNDS && random.nextBoolean() ? -scale : scale);
            }
        }
    }

    /// Padded to whole rows of codes, and at least to as many bits as a useful estimate takes.
    static int rotatedDimension(int dimension) {
        return Math.max(ROTATED_MIN, (dimension + 63) / 64 * 64);
    }

    int dimension() {
        return dimension;
    }

    int rotatedDimension() {
        return rotated;
    }

    /// The vector at unit length, rotated.
    ///
    /// @throws IllegalArgumentException if it has another dimension, a component that is not finite, or no
    ///     length
    float[] unit(float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException("vector has dimension " + vector.length + ", not " + dimension);
        }
        double norm = Cosine.norm(vector);
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("vector must be finite and not zero, its length is " + norm);
        }
        double shorter = 1 / norm;
        float[] x = new float[rotated];
        for (int i = 0; i < dimension; i++) {
            x[i] = (float) (vector[i] * shorter);
        }
        rotate(x);
        return x;
    }

    private void rotate(float[] x) {
        Kernel kernel = Kernels.current();
        int power = Integer.highestOneBit(rotated);
        for (int round = 0; round < ROUNDS; round++) {
            multiply(x, factors[round]);
            if (power < rotated) {
                kernel.butterflies(x, 0, rotated, rotated / 2);
            }
            hadamard(kernel, x, head(round), power);
        }
        multiply(x, factors[ROUNDS]);
    }

    /// Where the power of two of components begins that a round transforms.
    private int head(int round) {
        return round % 2 == 0 ? 0 : rotated - Integer.highestOneBit(rotated);
    }

    private static void hadamard(Kernel kernel, float[] x, int from, int length) {
        int stride = length / 2;
        for (; stride > 64; stride /= 4) {
            kernel.quartets(x, from, from + length, stride);
        }
        if (stride == 64) {
            kernel.butterflies(x, from, from + length, stride);
        }
        kernel.sixtyFours(x, from, from + length);
        kernel.octets(x, from, from + length);
    }

    private static void multiply(float[] x, float[] factors) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factors[i];
        }
    }
}
