package io.jamey.embedded.vectors;

import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// A fixed, random-looking rotation that spreads what a vector holds evenly over its components.
///
/// One-bit codes lose least when no component stands out; rotating lengthens nothing and changes no cosine. A
/// vector is first padded with zeros to the rotated dimension. Each round flips random signs, applies a
/// Hadamard transform to the largest power of two of components at the head (odd rounds: at the tail), and,
/// where that does not reach all, mixes the two halves.
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
    private final float[][] signs;

    /// The rotation for a dimension.
    static Rotation of(int dimension) {
        return SHARED.computeIfAbsent(dimension, Rotation::new);
    }

    private Rotation(int dimension) {
        this.dimension = dimension;
        this.rotated = rotatedDimension(dimension);
        SplittableRandom random = new SplittableRandom(SEED);
        this.signs = new float[ROUNDS][rotated];
        for (float[] round : signs) {
            for (int i = 0; i < rotated; i++) {
                round[i] = random.nextBoolean() ? 1 : -1;
            }
        }
    }

    /// Padded to whole rows of codes, and at least to as many bits as a useful estimate takes.
    static int rotatedDimension(int dimension) {
        return Math.max(ROTATED_MIN, (dimension + 63) / 64 * 64);
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
        int power = Integer.highestOneBit(rotated);
        for (int round = 0; round < ROUNDS; round++) {
            flip(x, signs[round]);
            int from = round % 2 == 0 ? 0 : rotated - power;
            hadamard(x, from, power);
            if (power < rotated) {
                Kernels.current().butterflies(x, 0, rotated, rotated / 2);
                scale(x, 0, rotated, (float) Math.sqrt(0.5));
            }
        }
    }

    private static void hadamard(float[] x, int from, int length) {
        for (int stride = length / 2; stride > 4; stride /= 2) {
            Kernels.current().butterflies(x, from, from + length, stride);
        }
        Kernels.current().octets(x, from, from + length);
        scale(x, from, from + length, (float) Math.sqrt(1.0 / length));
    }

    private static void flip(float[] x, float[] signs) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= signs[i];
        }
    }

    private static void scale(float[] x, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            x[i] *= factor;
        }
    }
}
