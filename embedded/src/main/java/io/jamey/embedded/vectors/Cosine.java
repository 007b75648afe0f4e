package io.jamey.embedded.vectors;

/// Measures the cosines of vectors to one query, in double precision.
///
/// Products and sums are doubles, so that components from the smallest to the largest float neither vanish nor
/// overflow, and the result is within 1e-12 of the true cosine. Equal components give equal cosines, bit for bit.
/// Immutable.
public final class Cosine {
    private final double[] query;
    private final double norm;

    /// @param query finite components, not all zero; not kept
    public Cosine(float[] query) {
        this.query = new double[query.length];
        for (int i = 0; i < query.length; i++) {
            this.query[i] = query[i];
        }
        this.norm = norm(query);
    }

    /// The cosine of the query and a vector of the same dimension, in [-1, 1]; NaN if either is the zero vector.
    public double to(float[] vector) {
        return Kernels.current().cosine(query, norm, vector);
    }

    /// A dot product divided by the product of both lengths, and kept from exceeding 1 by rounding.
    static double of(double dot, double norms) {
        double cosine = dot / norms;
        return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    }

    static double norm(float[] vector) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < vector.length; i += 2) {
            even += (double) vector[i] * vector[i];
            odd += (double) vector[i + 1] * vector[i + 1];
        }
        return Math.sqrt(even + odd + (i < vector.length ? (double) vector[i] * vector[i] : 0));
    }
}
