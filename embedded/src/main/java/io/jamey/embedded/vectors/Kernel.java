package io.jamey.embedded.vectors;

/// The few loops that searches and encoding spend their time in, so that they can be written twice.
///
/// [VectorKernel] uses vector instructions, [ScalarKernel] does without; both give the same results bit for bit.
/// [Kernels] chooses. Stateless.
interface Kernel {
    /// For each block listed in `scratch`, writes the raw dot products of its vectors' codes and the query to
    /// `scratch.dots`, as unsigned 16-bit numbers.
    void dots(Chunk chunk, QueryCode query, Scratch scratch);

    /// Turns the raw dot products of the listed blocks into estimated cosines in `scratch.estimates`, and sets
    /// bit v of `scratch.passing` for each that is above the threshold.
    void estimate(Chunk chunk, QueryCode query, Scratch scratch, float threshold);

    /// The cosine of two vectors of equal dimension, the first widened and with its length given.
    double cosine(double[] query, double queryNorm, float[] vector);

    /// Replaces each pair (a, b) of x[from..to) that lies `stride` apart by (a + b, a - b): one level of a Hadamard
    /// transform.
    void butterflies(float[] x, int from, int to, int stride);

    /// The last three levels of a Hadamard transform, strides 4, 2 and 1, on x[from..to).
    void octets(float[] x, int from, int to);
}
