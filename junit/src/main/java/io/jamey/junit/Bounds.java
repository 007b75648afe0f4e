package io.jamey.junit;

/// How many of `samples` runs may exceed a limit when it holds for the percentile, and when it does not: exact
/// binomial tests, whatever the distribution of the times (Conover, "Practical Nonparametric Statistics", 1999,
/// chapter 3.2).
///
/// @param passMax with no more than so many over the limit, the percentile surely keeps to it
/// @param failMin with so many or more, it surely does not
record Bounds(int passMax, int failMin) {
    /// The chance of being wrong, on each side.
    static final double DOUBT = 0.005;

    static Bounds of(int samples, double p) {
        double over = 1 - p;
        int passMax = -1;
        int failMin = samples + 1;
        double below = 0; // P(fewer than k over), were the percentile right at the limit
        for (int k = 0; k <= samples; k++) {
            if (1 - below <= DOUBT) {
                failMin = k;
                break;
            }
            below += Math.exp(logChance(samples, k, over));
            if (below <= DOUBT) {
                passMax = k;
            }
        }
        return new Bounds(passMax, failMin);
    }

    /// The fewest samples with which a limit can surely hold, which then none of them exceeds; and surely not.
    static int samplesNeeded(double p) {
        double fewest = Math.max(Math.log(DOUBT) / Math.log(p), Math.log(DOUBT) / Math.log(1 - p));
        return (int) Math.ceil(fewest);
    }

    private static double logChance(int n, int k, double chance) {
        double log = k * Math.log(chance) + (n - k) * Math.log1p(-chance);
        for (int i = 1; i <= k; i++) {
            log += Math.log((double) (n - k + i) / i);
        }
        return log;
    }
}
