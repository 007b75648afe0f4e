package io.jamey.embedded.vectors;

/// The cosine of two vectors, computed in double precision, so that no float components overflow or vanish.
///
/// Equal components give equal results, bit for bit, on one machine. Thread-safe.
public final class Cosine {
    private Cosine() {}

    /// The Euclidean length of a vector.
    public static double norm(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /// The cosine of a query of the given length and a vector of the same dimension, in [-1, 1]; NaN if either
    /// is the zero vector.
    public static double of(float[] query, double queryNorm, float[] vector) {
        double cosine = dot(query, vector) / (queryNorm * norm(vector));
        return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
