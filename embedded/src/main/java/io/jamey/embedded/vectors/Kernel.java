package io.jamey.embedded.vectors;

/// The few loops that searches and encoding spend their time in, so that they can be written twice.
///
/// [VectorKernel] uses vector instructions, [ScalarKernel] does without; both give the same results bit for
/// bit. [Kernels] chooses. Stateless.
interface Kernel {
    /// For each listed block of a chunk, writes the raw dot products of its vectors' prefixes and the query to
    /// `scratch.dots`, as unsigned 16-bit numbers.
    ///
    /// @param place the chunk's place in the scratch
    void dots(Chunk chunk, QueryCode query, Scratch scratch, int place);

    /// Turns the raw dot products of a chunk's listed blocks into the highest cosines that are plausible by
    /// prefixes, in `scratch.estimates`, and sets bit v of `scratch.passing` for each that reaches the threshold.
    void estimate(Chunk chunk, QueryCode query, Scratch scratch, int place, float threshold);

    /// What a tail is missing from the highest raw dot product: over the bits in which it differs from the
    /// query's planes, the sum of what they stand for.
    ///
    /// @param codes has the tail in `words` longs from `from`
    /// @param planes four times as many longs: bits that stand for 8, then 4, 2 and 1
    int missing(long[] codes, int from, int words, long[] planes);

    /// The cosine of two vectors of equal dimension, the first widened and with its length given.
    double cosine(double[] query, double queryNorm, float[] vector);

    /// Codes a vector: sets those bits whose component exceeds the point's, and clears the others.
    ///
    /// @param moments takes, each in eight partial sums, the absolute differences, their squares, and the
    ///     products of unit and point
    void code(float[] unit, float[] point, long[] bits, float[] moments);

    /// Replaces each pair (a, b) of x[from..to) that lies `stride` apart by (a + b, a - b): one level of a
    /// Hadamard transform.
    void butterflies(float[] x, int from, int to, int stride);

    /// Two levels of a Hadamard transform in one pass, strides `stride` and half of it.
    void quartets(float[] x, int from, int to, int stride);

    /// Three levels of a Hadamard transform, strides 32, 16 and 8, on x[from..to), which is a multiple of 64.
    void sixtyFours(float[] x, int from, int to);

    /// The last three levels of a Hadamard transform, strides 4, 2 and 1, on x[from..to).
    void octets(float[] x, int from, int to);
}
