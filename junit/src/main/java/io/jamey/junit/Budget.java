package io.jamey.junit;

import io.jamey.junit.PerformanceBudget.Time;

/// A [PerformanceBudget] that makes sense.
///
/// @param samples what the percentile needs, or more
record Budget(
        double p, double millis, int warmUp, int samples, Time time, Calibration calibration, double referenceMillis) {
    private static final int SAMPLES_MAX = 100_000;

    Budget {
        check(millis > 0 && Double.isFinite(millis), "millis must be more than 0, not " + millis);
        check(p > 0 && p < 1, "p must be between 0 and 1, such as 0.95, not " + p);
        check(warmUp >= 0, "warmUp must not be negative, but is " + warmUp);
        check(referenceMillis > 0, "referenceMillis must be more than 0, or 0 for the default, not " + referenceMillis);
        int needed = Bounds.samplesNeeded(p);
        check(
                samples >= needed && samples <= SAMPLES_MAX,
                "p = " + p + " needs " + needed + " samples or more to be sure, and " + SAMPLES_MAX + " at most, not "
                        + samples);
        check(
                time == Time.WALL || calibration != Calibration.DISK,
                "the disk cannot calibrate CPU time: use Calibration.CPU or Time.WALL");
    }

    static Budget of(PerformanceBudget written) {
        check(written.samples() >= 0, "samples must not be negative, but is " + written.samples());
        boolean sensible = written.p() > 0 && written.p() < 1;
        return new Budget(
                written.p(),
                written.millis(),
                written.warmUp(),
                written.samples() == 0 && sensible ? 2 * Bounds.samplesNeeded(written.p()) : written.samples(),
                written.time(),
                written.calibration(),
                written.referenceMillis() == 0 ? written.calibration().millis() : written.referenceMillis());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("@PerformanceBudget: " + otherwise);
        }
    }
}
