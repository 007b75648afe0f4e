package io.jamey.bench.data;

import java.util.Arrays;

/// Where vectors lie, in the few numbers that decide how hard they are to search. Compare only samples of equal
/// size: neighbours get closer with more vectors, and a small sample's spectrum ends early.
///
/// @param meanNorm the length of the mean of all vectors, each of length 1: 0 if they point everywhere, 1 if all the
///     same way
/// @param pairMean the mean cosine of two different vectors
/// @param pairSpread its standard deviation
/// @param pairHigh the cosine that 1 % of the pairs exceed
/// @param nearestLow the cosine with the nearest other vector that 5 % of the vectors stay below
/// @param nearestMedian its median
/// @param nearestHigh the one that 5 % exceed
/// @param tenthNearestMedian the median cosine with the tenth nearest
/// @param spectrumSlope the exponent with which the eigenvalues of the covariance fall: the slope of log(i-th largest)
///     against log(i + 3), i from 0 to 49
/// @param spectrumTop the share of the variance that lies in the ten strongest directions
public record VectorStatistics(
        double meanNorm,
        double pairMean,
        double pairSpread,
        double pairHigh,
        double nearestLow,
        double nearestMedian,
        double nearestHigh,
        double tenthNearestMedian,
        double spectrumSlope,
        double spectrumTop) {
    private static final int SPECTRUM = 50;
    private static final int TOP = 10;

    /// Measures 52 vectors or more, of any lengths. Takes the square of their number in time and memory, its cube for
    /// the spectrum: some hundred are quick.
    public static VectorStatistics of(float[][] vectors) {
        int n = vectors.length;
        if (n < SPECTRUM + 2) {
            throw new IllegalArgumentException("statistics need " + (SPECTRUM + 2) + " vectors, not " + n);
        }
        double[][] cosines = cosines(vectors);
        double[] pairs = new double[n * (n - 1) / 2];
        double[] nearest = new double[n];
        double[] tenth = new double[n];
        double all = n;
        int next = 0;
        for (int i = 0; i < n; i++) {
            System.arraycopy(cosines[i], 0, pairs, next, i);
            next += i;
            all += 2 * Arrays.stream(cosines[i], 0, i).sum();
            double[] others = cosines[i].clone();
            others[i] = -1;
            Arrays.sort(others);
            nearest[i] = others[n - 1];
            tenth[i] = others[n - TOP];
        }
        Arrays.sort(pairs);
        Arrays.sort(nearest);
        Arrays.sort(tenth);
        double mean = Arrays.stream(pairs).average().orElseThrow();
        double variance =
                Arrays.stream(pairs).map(c -> (c - mean) * (c - mean)).average().orElseThrow();
        double[] spectrum = spectrum(cosines);
        return new VectorStatistics(
                Math.sqrt(all) / n,
                mean,
                Math.sqrt(variance),
                quantile(pairs, 0.99),
                quantile(nearest, 0.05),
                quantile(nearest, 0.5),
                quantile(nearest, 0.95),
                quantile(tenth, 0.5),
                slope(spectrum),
                Arrays.stream(spectrum, 0, TOP).sum() / Arrays.stream(spectrum).sum());
    }

    private static double[][] cosines(float[][] vectors) {
        int n = vectors.length;
        double[] norms = new double[n];
        for (int i = 0; i < n; i++) {
            norms[i] = Math.sqrt(dot(vectors[i], vectors[i]));
        }
        double[][] cosines = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                cosines[i][j] = dot(vectors[i], vectors[j]) / (norms[i] * norms[j]);
                cosines[j][i] = cosines[i][j];
            }
        }
        return cosines;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /// The eigenvalues of the covariance, largest first: those of the centred cosines, which are fewer.
    private static double[] spectrum(double[][] cosines) {
        int n = cosines.length;
        double[] rows = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            rows[i] = Arrays.stream(cosines[i]).average().orElseThrow();
            all += rows[i] / n;
        }
        double[][] centred = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                centred[i][j] = (cosines[i][j] - rows[i] - rows[j] + all) / (n - 1);
            }
        }
        double[] values = Eigenvalues.of(centred);
        double[] descending = new double[n];
        for (int i = 0; i < n; i++) {
            descending[i] = values[n - 1 - i];
        }
        return descending;
    }

    private static double slope(double[] spectrum) {
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < SPECTRUM; i++) {
            double logRank = Math.log(i + 3);
            double logValue = Math.log(Math.max(spectrum[i], Double.MIN_NORMAL));
            x += logRank;
            y += logValue;
            xx += logRank * logRank;
            xy += logRank * logValue;
        }
        return (SPECTRUM * xy - x * y) / (SPECTRUM * xx - x * x);
    }
}
