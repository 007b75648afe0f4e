package io.jamey.bench.data;

import java.util.SplittableRandom;

/// Normally distributed numbers at a nanosecond each: quantiles from a table, five for each 64 random bits.
///
/// They take 4,096 values up to 3.7 in size. That is plenty where hundreds are summed, as [Mixing] does.
final class Gaussians {
    private static final int BITS = 12;
    private static final int SIZE = 1 << BITS;
    private static final int PER_LONG = Long.SIZE / BITS;
    private static final float[] QUANTILES = quantiles();

    private Gaussians() {}

    /// Adds to each component of `target` a normal number whose standard deviation is `weight` times its scale.
    static void add(SplittableRandom random, float weight, float[] scales, float[] target) {
        int i = 0;
        while (i < target.length) {
            long bits = random.nextLong();
            int end = Math.min(target.length, i + PER_LONG);
            for (; i < end; i++) {
                target[i] += weight * scales[i] * QUANTILES[(int) bits & (SIZE - 1)];
                bits >>>= BITS;
            }
        }
    }

    /// The middles of 4,096 slices of equal probability, by summing up the density in small steps; scaled to
    /// variance 1.
    private static float[] quantiles() {
        double step = 1e-4;
        double[] found = new double[SIZE];
        double below = 0;
        double at = -6;
        double squares = 0;
        for (int i = 0; i < SIZE; i++) {
            while (below < (i + 0.5) / SIZE) {
                below += step * Math.exp(-at * at / 2) / Math.sqrt(2 * Math.PI);
                at += step;
            }
            found[i] = at;
            squares += at * at;
        }
        float[] scaled = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            scaled[i] = (float) (found[i] / Math.sqrt(squares / SIZE));
        }
        return scaled;
    }
}
