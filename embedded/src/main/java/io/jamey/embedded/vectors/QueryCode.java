package io.jamey.embedded.vectors;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A query as seen from one centre: its offset from the centre in four bits per component, made ready for
/// prefixes and for tails.
///
/// A component y is kept as a level u from 0 to 15, so that y is about step (u - 7.5). A code's bit adds u
/// where it is set and 15 - u where it is not, so that the raw dot product of signs and levels is never
/// negative, and `step (raw - 7.5 dimension)` is the dot product of the signs and the query's offset.
///
/// For prefixes, what four bits (a nibble) add up to is one of sixteen sums, prepared here. For tails, levels
/// are kept as four planes of bits: a code's bit that differs from the plane's is missing from the highest raw
/// dot product.
///
/// The signs beyond a prefix are unknown as long as only the prefix is read. Since the rotation is random, the
/// dot product of the whole code is that of the prefix times dimension / prefix bits, with a standard deviation
/// of the query's distance times sqrt(dimension / prefix bits - 1): a sample drawn without replacement.
final class QueryCode {
    /// How far the levels reach, in standard deviations of a component: what suits sixteen levels best.
    private static final double REACH = 2.5;

    private static final int TOP = 15;
    private static final int PLANES = 4;

    /// Rows whose tables lie together, and how far from the sums of a lower nibble those of the higher are.
    private static final int ROWS = 4;

    private static final int HIGHER = 64;

    /// The standard deviation of an estimate, as a share of the code's scale times the query's distance from
    /// the centre: sqrt(1 - a^2), where a = sqrt(2/pi) is the cosine of a rotated vector and its own signs.
    static final double DEVIATION = Math.sqrt(1 - 2 / Math.PI);

    /// How many standard deviations a prefix may plausibly promise too little: one slot in fifteen that would
    /// just have been scored is passed over, but next to none of those that lead.
    private static final double PREFIX_DEVIATIONS = 1.5;

    /// The same in a second round, to which data come whose estimates lie close together.
    private static final double PREFIX_DEVIATIONS_WIDE = 3;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// The sums of four components for each nibble of a prefix. Four rows of a block have 128 bytes: sixteen for
    /// the lower nibble of each row, then sixteen for the higher nibble of each, so that registers of any width
    /// take in the tables of the rows they take in.
    final byte[] nibbleSums;

    /// The raw dot product with a prefix that stands for zero.
    final float prefixMiddle;

    /// What the raw dot product with a prefix is worth, for the whole code.
    final float prefixStep;

    /// What is added per scale so as to get the highest cosine that is plausible by a prefix.
    final float prefixMargin;

    /// What the query and the centre add to each cosine.
    final float base;

    /// The distance of the query from the centre.
    final double distance;

    /// Four bits per component of the tail: bits 2^p of all words, then 2^(p-1), down from p = 3.
    private final long[] tailPlanes;

    private final float middle;
    private final float step;

    /// What is added per scale so as to estimate not the likely cosine but the highest that is plausible.
    private final float margin;

    private volatile short @Nullable [] byteSums;

    private QueryCode(QueryCode likely, double deviations) {
        this.nibbleSums = likely.nibbleSums;
        this.tailPlanes = likely.tailPlanes;
        this.prefixMiddle = likely.prefixMiddle;
        this.prefixStep = likely.prefixStep;
        this.middle = likely.middle;
        this.step = likely.step;
        this.base = likely.base;
        this.distance = likely.distance;
        this.byteSums = likely.byteSums;
        this.margin = (float) (deviations * DEVIATION * distance);
        double unknown = PREFIX_DEVIATIONS_WIDE * sampling(likely.dimension());
        this.prefixMargin = (float) (Math.hypot(deviations * DEVIATION, unknown) * distance);
    }

    /// @param query rotated, of unit length
    QueryCode(float[] query, Centre centre) {
        int dimension = query.length;
        int prefix = Chunk.prefixBits(dimension);
        float[] offset = new float[dimension];
        int largest = 0;
        for (int i = 0; i < dimension; i++) {
            offset[i] = query[i] - centre.point[i];
            largest = Math.max(largest, Float.floatToRawIntBits(offset[i]) & Integer.MAX_VALUE);
        }
        this.distance = Math.sqrt(dot(offset, offset));
        double reach = Math.min(Float.intBitsToFloat(largest), REACH * distance / Math.sqrt(dimension));
        this.step = (float) Math.max(2 * reach / TOP, Float.MIN_NORMAL);
        this.middle = TOP * 0.5f * dimension;
        this.base = (float) (dot(query, centre.point) - centre.squaredNorm);
        this.margin = 0;
        this.prefixStep = step * dimension / prefix;
        this.prefixMiddle = TOP * 0.5f * prefix;
        this.prefixMargin = (float) (PREFIX_DEVIATIONS * sampling(dimension) * distance);
        int[] levels = levels(offset, step);
        this.nibbleSums = nibbleSums(levels, prefix);
        this.tailPlanes = planes(levels, prefix);
    }

    /// The standard deviation of what a prefix promises, as a share of distance and scale.
    private static double sampling(int dimension) {
        return Math.sqrt((double) dimension / Chunk.prefixBits(dimension) - 1);
    }

    private int dimension() {
        return nibbleSums.length / 4 + tailPlanes.length / PLANES * Long.SIZE;
    }

    /// In four sums, so that none waits for the other.
    private static double dot(float[] a, float[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = 0; i < a.length; i += 4) {
            sum0 += (double) a[i] * b[i];
            sum1 += (double) a[i + 1] * b[i + 1];
            sum2 += (double) a[i + 2] * b[i + 2];
            sum3 += (double) a[i + 3] * b[i + 3];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private static int[] levels(float[] offset, float step) {
        float perStep = 1 / step;
        int[] levels = new int[offset.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.max(0, Math.min(TOP, (int) (offset[i] * perStep + 0.5f * (TOP + 1))));
        }
        return levels;
    }

    /// Sixteen sums at a time as bytes of two longs: none of them exceeds 60, whatever borrows lie between.
    private static byte[] nibbleSums(int[] levels, int prefix) {
        byte[] sums = new byte[prefix * 4];
        for (int i = 0; i < prefix; i += 4) {
            int none = 4 * TOP - levels[i] - levels[i + 1] - levels[i + 2] - levels[i + 3];
            long low = none * 0x0101010101010101L
                    + (2 * levels[i] - TOP) * 0x0100010001000100L
                    + (2 * levels[i + 1] - TOP) * 0x0101000001010000L
                    + (2 * levels[i + 2] - TOP) * 0x0101010100000000L;
            int at = table(i / 8) + i / 4 % 2 * HIGHER;
            LONGS.set(sums, at, low);
            LONGS.set(sums, at + Long.BYTES, low + (2 * levels[i + 3] - TOP) * 0x0101010101010101L);
        }
        return sums;
    }

    /// Where the sums for the lower nibbles of a row are.
    private static int table(int row) {
        return row / ROWS * 2 * HIGHER + row % ROWS * 16;
    }

    private static long[] planes(int[] levels, int from) {
        int words = (levels.length - from) / Long.SIZE;
        long[] planes = new long[words * PLANES];
        for (int word = 0; word < words; word++) {
            long ones = 0;
            long twos = 0;
            long fours = 0;
            long eights = 0;
            for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
                int level = levels[from + word * Long.SIZE + bit];
                ones = (ones << 1) | (level & 1);
                twos = (twos << 1) | ((level >> 1) & 1);
                fours = (fours << 1) | ((level >> 2) & 1);
                eights = (eights << 1) | (level >> 3);
            }
            planes[word] = eights;
            planes[words + word] = fours;
            planes[2 * words + word] = twos;
            planes[3 * words + word] = ones;
        }
        return planes;
    }

    /// The same query for a second round, estimating the highest cosines that are plausible to so many standard
    /// deviations.
    QueryCode plausible(double deviations) {
        return new QueryCode(this, deviations);
    }

    /// Estimates the cosine of a slot from its whole code.
    ///
    /// @param prefixDot the raw dot product with its prefix
    float estimate(Chunk chunk, int slot, int prefixDot) {
        int missing = Kernels.current().missing(chunk.tails, slot * chunk.tailWords, chunk.tailWords, tailPlanes);
        float dot = prefixDot + TOP * Long.SIZE * chunk.tailWords - missing - middle;
        return (dot * step + margin) * chunk.scales[slot] + (chunk.offsets[slot] + base);
    }

    /// The sums for whole bytes of prefixes, made when first asked for: entry 256 r + bits, for row r.
    short[] byteSums() {
        short[] made = byteSums;
        if (made == null) {
            made = new short[nibbleSums.length * 8];
            for (int i = 0; i < made.length; i++) {
                int lower = table(i / 256);
                made[i] = (short) (nibbleSums[lower + (i & 15)] + nibbleSums[lower + HIGHER + (i >> 4 & 15)]);
            }
            byteSums = made;
        }
        return made;
    }
}
