package io.jamey.embedded.vectors;

import java.util.Arrays;

/// The kernel in plain Java: for JVMs started without the Vector API, and the reference for [VectorKernel].
final class ScalarKernel implements Kernel {
    @Override
    public void dots(Chunk chunk, QueryCode query, Scratch scratch, int place) {
        short[] sums = query.byteSums();
        for (int i = scratch.begins[place]; i < scratch.begins[place + 1]; i++) {
            int block = scratch.blocks[i] * chunk.rows * Chunk.BLOCK;
            for (int v = 0; v < Chunk.BLOCK; v++) {
                scratch.dots[i * Chunk.BLOCK + v] = dot(chunk.prefixes, block + Chunk.lane(v), sums, chunk.rows);
            }
        }
    }

    private static short dot(byte[] codes, int from, short[] sums, int rows) {
        int even = 0;
        int odd = 0;
        for (int row = 0; row < rows; row += 2) {
            even += sums[row * 256 + (codes[from + row * Chunk.BLOCK] & 255)];
            odd += sums[row * 256 + 256 + (codes[from + (row + 1) * Chunk.BLOCK] & 255)];
        }
        return (short) (even + odd);
    }

    @Override
    public void estimate(Chunk chunk, QueryCode query, Scratch scratch, int place, float threshold) {
        for (int i = scratch.begins[place]; i < scratch.begins[place + 1]; i++) {
            int passing = 0;
            for (int v = 0; v < Chunk.BLOCK; v++) {
                int slot = scratch.blocks[i] * Chunk.BLOCK + v;
                float dot = (scratch.dots[i * Chunk.BLOCK + v] & 0xffff) - query.prefixMiddle;
                float estimate = (dot * query.prefixStep + query.prefixMargin) * chunk.scales[slot]
                        + (chunk.offsets[slot] + query.base);
                scratch.estimates[i * Chunk.BLOCK + v] = estimate;
                passing |= estimate >= threshold ? 1 << v : 0;
            }
            scratch.passing[i] = passing;
        }
    }

    @Override
    public int missing(long[] codes, int from, int words, long[] planes) {
        int missing = 0;
        for (int word = 0; word < words; word++) {
            missing += missing(codes[from + word], planes, word, words);
        }
        return missing;
    }

    /// One word's share.
    static int missing(long code, long[] planes, int word, int words) {
        return 8 * Long.bitCount(code ^ planes[word])
                + 4 * Long.bitCount(code ^ planes[words + word])
                + 2 * Long.bitCount(code ^ planes[2 * words + word])
                + Long.bitCount(code ^ planes[3 * words + word]);
    }

    @Override
    public double cosine(double[] query, double queryNorm, float[] vector) {
        double[] dot = new double[16];
        double[] squares = new double[16];
        int body = vector.length & ~15;
        for (int i = 0; i < body; i += 16) {
            for (int lane = 0; lane < 16; lane++) {
                double component = vector[i + lane];
                dot[lane] += query[i + lane] * component;
                squares[lane] += component * component;
            }
        }
        double dotSum = fold(dot);
        double squaresSum = fold(squares);
        for (int i = body; i < vector.length; i++) {
            double component = vector[i];
            dotSum += query[i] * component;
            squaresSum += component * component;
        }
        return Cosine.of(dotSum, queryNorm * Math.sqrt(squaresSum));
    }

    /// Adds sixteen partial sums in the order in which registers of four or eight are added.
    private static double fold(double[] sums) {
        double[] lanes = new double[4];
        for (int lane = 0; lane < 4; lane++) {
            lanes[lane] = (sums[lane] + sums[lane + 8]) + (sums[lane + 4] + sums[lane + 12]);
        }
        return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    }

    @Override
    public void code(float[] unit, float[] point, long[] bits, float[] moments) {
        Arrays.fill(bits, 0);
        Arrays.fill(moments, 0);
        for (int i = 0; i < unit.length; i++) {
            float x = unit[i] - point[i];
            bits[i / Long.SIZE] |= (x > 0 ? 1L : 0L) << i;
            moments[i % 8] += Math.abs(x);
            moments[8 + i % 8] += x * x;
            moments[16 + i % 8] += unit[i] * point[i];
        }
    }

    @Override
    public void butterflies(float[] x, int from, int to, int stride) {
        for (int block = from; block < to; block += 2 * stride) {
            for (int i = block; i < block + stride; i++) {
                float a = x[i];
                float b = x[i + stride];
                x[i] = a + b;
                x[i + stride] = a - b;
            }
        }
    }

    @Override
    public void quartets(float[] x, int from, int to, int stride) {
        butterflies(x, from, to, stride);
        butterflies(x, from, to, stride / 2);
    }

    @Override
    public void sixtyFours(float[] x, int from, int to) {
        for (int stride = 32; stride > 4; stride /= 2) {
            butterflies(x, from, to, stride);
        }
    }

    @Override
    public void octets(float[] x, int from, int to) {
        for (int stride = 4; stride > 0; stride /= 2) {
            butterflies(x, from, to, stride);
        }
    }
}
