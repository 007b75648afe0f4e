package io.jamey.embedded.vectors;

import org.jspecify.annotations.Nullable;

/// A query as seen from one centre: its offset from the centre in four bits per component, and as sums to look up.
///
/// A component y is kept as a level u, so that y is about step (u - 7.5). A code's bit adds u where it is set and
/// 15 - u where it is not, so that the raw dot product of signs and levels is never negative, and
/// `step (raw - 7.5 dimension)` is the dot product of the signs and the query's offset. Since one code bit
/// either adds u or 15 - u, what four bits (a nibble) add up to is one of sixteen sums, prepared here.
final class QueryCode {
    /// How far the levels reach, in standard deviations of a component: what suits sixteen levels best.
    private static final double REACH = 2.5;

    /// The standard deviation of an estimate, as a share of the code's scale times the query's distance from the
    /// centre: sqrt(1 - a^2), where a = sqrt(2/pi) is the cosine of a rotated vector and its own signs.
    static final double DEVIATION = Math.sqrt(1 - 2 / Math.PI);

    /// The sums of four components for each nibble: entry 16 n + bits, for nibble n of a code.
    final byte[] nibbleSums;

    /// The raw dot product that stands for zero.
    final float middle;

    /// The width of a level.
    final float step;

    /// What the query and the centre add to each cosine.
    final float base;

    /// What is added per scale so as to estimate not the likely cosine but the highest that is plausible.
    final float margin;

    /// The distance of the query from the centre.
    final double distance;

    private short @Nullable [] byteSums;

    private QueryCode(QueryCode likely, double deviations) {
        this.nibbleSums = likely.nibbleSums;
        this.middle = likely.middle;
        this.step = likely.step;
        this.base = likely.base;
        this.distance = likely.distance;
        this.byteSums = likely.byteSums;
        this.margin = (float) (deviations * DEVIATION * distance);
    }

    /// @param query rotated, of unit length
    QueryCode(float[] query, Centre centre) {
        int dimension = query.length;
        float[] offset = new float[dimension];
        double squares = 0;
        double inner = 0;
        int largest = 0;
        for (int i = 0; i < dimension; i++) {
            offset[i] = query[i] - centre.point[i];
            squares += (double) offset[i] * offset[i];
            inner += (double) query[i] * centre.point[i];
            largest = Math.max(largest, Float.floatToRawIntBits(Math.abs(offset[i])));
        }
        this.distance = Math.sqrt(squares);
        int top = topLevel(dimension);
        double reach = Math.min(Float.intBitsToFloat(largest), REACH * distance / Math.sqrt(dimension));
        this.step = (float) Math.max(2 * reach / top, Float.MIN_NORMAL);
        this.middle = top * 0.5f * dimension;
        this.base = (float) (inner - centre.squaredNorm);
        this.margin = 0;
        this.nibbleSums = nibbleSums(offset, step, top);
    }

    /// Fifteen, or fewer in dimensions so many that the sum would not fit in sixteen bits.
    private static int topLevel(int dimension) {
        return 15 * dimension <= 0xffff ? 15 : 7;
    }

    private static byte[] nibbleSums(float[] offset, float step, int top) {
        byte[] sums = new byte[offset.length * 4];
        float perStep = 1 / step;
        float half = 0.5f * (top + 1);
        int[] gains = new int[4];
        for (int i = 0; i < offset.length; i += 4) {
            int none = 0;
            for (int bit = 0; bit < 4; bit++) {
                int level = Math.max(0, Math.min(top, (int) (offset[i + bit] * perStep + half)));
                none += top - level;
                gains[bit] = 2 * level - top;
            }
            fill(sums, 4 * i, none, gains);
        }
        return sums;
    }

    private static void fill(byte[] sums, int at, int none, int[] gains) {
        for (int high = 0; high < 4; high++) {
            int sum = none + (high >> 1) * gains[3] + (high & 1) * gains[2];
            sums[at + 4 * high] = (byte) sum;
            sums[at + 4 * high + 1] = (byte) (sum + gains[0]);
            sums[at + 4 * high + 2] = (byte) (sum + gains[1]);
            sums[at + 4 * high + 3] = (byte) (sum + gains[0] + gains[1]);
        }
    }

    /// The same query, estimating the highest cosines that are plausible to so many standard deviations.
    QueryCode plausible(double deviations) {
        return new QueryCode(this, deviations);
    }

    /// The sums for whole bytes of codes, made when first asked for: entry 256 r + bits, for row r.
    short[] byteSums() {
        if (byteSums == null) {
            byteSums = new short[nibbleSums.length * 8];
            for (int i = 0; i < byteSums.length; i++) {
                int nibbles = i / 256 * 32;
                byteSums[i] = (short) (nibbleSums[nibbles + (i & 15)] + nibbleSums[nibbles + 16 + (i >> 4 & 15)]);
            }
        }
        return byteSums;
    }
}
