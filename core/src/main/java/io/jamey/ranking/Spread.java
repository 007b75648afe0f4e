package io.jamey.ranking;

/// How one signal is spread over the candidates: its mean and standard deviation, to tell how unusual a value is.
///
/// The sums are taken in integers, after scaling by a power of two, so that the order of the values cannot
/// change a bit of the result.
final class Spread {
    /// Values at most: sums of as many 41-bit integers fit into a `long`.
    static final int VALUES_MAX = 1 << 20;

    private static final int BITS = 40;
    /// A spread narrower than this share of the largest value is rounding, not information.
    private static final double NOISE = 0x1p-30;
    /// Values smaller than this are nothing, and dividing by them would overflow.
    private static final double LEAST = 1e-100;

    /// Of values that do not differ: none is unusual.
    static final Spread NONE = new Spread(0, 0);
    /// Leaves values as they are.
    static final Spread AS_IS = new Spread(0, 1);

    private final double mean;
    /// 0 when the values do not differ.
    private final double perDeviation;

    private Spread(double mean, double perDeviation) {
        this.mean = mean;
        this.perDeviation = perDeviation;
    }

    /// Of the values that are numbers; NaN stands for a value that is not known.
    static Spread of(double[] values) {
        int count = 0;
        double largest = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                count++;
                largest = Math.max(largest, Math.abs(value));
            }
        }
        if (count < 2 || largest < LEAST) {
            return NONE;
        }
        double mean = mean(values, count, largest);
        double farthest = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                farthest = Math.max(farthest, Math.abs(value - mean));
            }
        }
        return farthest <= largest * NOISE ? NONE : new Spread(mean, 1 / deviation(values, count, mean, farthest));
    }

    /// How many standard deviations a value lies above the mean; 0 when the values did not differ.
    double z(double value) {
        return (value - mean) * perDeviation;
    }

    private static double mean(double[] values, int count, double largest) {
        double unit = Math.scalb(1.0, Math.getExponent(largest) - BITS);
        long sum = 0;
        for (double value : values) {
            sum += (long) (value / unit); // NaN becomes 0
        }
        return sum * unit / count;
    }

    private static double deviation(double[] values, int count, double mean, double farthest) {
        long squares = 0;
        for (double value : values) {
            double distance = (value - mean) / farthest;
            squares += (long) (distance * distance * 0x1p40);
        }
        return farthest * Math.sqrt(squares * 0x1p-40 / count);
    }
}
