package io.jamey.bench.data;

import java.util.SplittableRandom;

/// Turns vectors so that what was one component each is spread over all of them: signs flipped by chance and a
/// Hadamard transform of the longest power of two that fits, from the front, and once more from the back. Keeps
/// lengths and angles. Immutable.
///
/// Takes n log n additions, where a random rotation of the general kind takes n * n multiplications.
final class Mixing {
    private final float[] front;
    private final float[] back;
    private final int block;

    Mixing(int dimension, Streams streams) {
        var random = streams.of(Streams.Use.AXES, 0);
        front = signs(random, dimension);
        back = signs(random, dimension);
        block = Integer.highestOneBit(dimension);
    }

    private static float[] signs(SplittableRandom random, int dimension) {
        float[] signs = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            signs[i] = random.nextBoolean() ? 1 : -1;
        }
        return signs;
    }

    void apply(float[] vector) {
        flip(vector, front);
        hadamard(vector, 0);
        if (block < vector.length) {
            flip(vector, back);
            hadamard(vector, vector.length - block);
        }
    }

    private static void flip(float[] vector, float[] signs) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= signs[i];
        }
    }

    private void hadamard(float[] x, int from) {
        for (int stride = block / 2; stride >= 1; stride /= 2) {
            for (int group = from; group < from + block; group += 2 * stride) {
                for (int i = group; i < group + stride; i++) {
                    float a = x[i];
                    float b = x[i + stride];
                    x[i] = a + b;
                    x[i + stride] = a - b;
                }
            }
        }
        float scale = (float) (1 / Math.sqrt(block));
        for (int i = from; i < from + block; i++) {
            x[i] *= scale;
        }
    }
}
