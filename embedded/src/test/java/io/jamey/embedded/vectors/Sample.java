package io.jamey.embedded.vectors;

import java.util.SplittableRandom;

/// Vectors that lie as text embeddings do: around a common mean, in clusters, with few strong directions and many
/// weak ones. Or as they never do: alike in all directions. Repeatable from the seed.
final class Sample {
    private static final int CLUSTER = 25;

    private final int dimension;
    private final boolean isotropic;
    private final SplittableRandom random;
    private final float[] mean;
    private final float[][] centres;

    private Sample(int dimension, int vectors, boolean isotropic, long seed) {
        this.dimension = dimension;
        this.isotropic = isotropic;
        this.random = new SplittableRandom(seed);
        this.mean = gaussian(0.7, 1);
        this.centres = new float[Math.max(1, vectors / CLUSTER)][];
        for (int i = 0; i < centres.length && !isotropic; i++) {
            centres[i] = gaussian(0.7, 0);
        }
    }

    static Sample clustered(int dimension, int vectors, long seed) {
        return new Sample(dimension, vectors, false, seed);
    }

    static Sample isotropic(int dimension, long seed) {
        return new Sample(dimension, 0, true, seed);
    }

    float[] next() {
        if (isotropic) {
            return gaussian(1, 1);
        }
        float[] vector = gaussian(0.7, 0);
        float[] centre = centres[random.nextInt(centres.length)];
        for (int i = 0; i < dimension; i++) {
            vector[i] += mean[i] + centre[i];
        }
        return vector;
    }

    float[][] next(int count) {
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = next();
        }
        return vectors;
    }

    /// About `length` long, alike in all directions if `flat` is 1, else falling off as a power law.
    private float[] gaussian(double length, int flat) {
        float[] vector = new float[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            double strength = flat == 1 ? 1 : 1 / Math.sqrt(1 + i);
            squares += strength * strength;
            vector[i] = (float) (strength * random.nextGaussian());
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] *= (float) (length / Math.sqrt(squares));
        }
        return vector;
    }
}
