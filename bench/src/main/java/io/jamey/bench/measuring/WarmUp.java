package io.jamey.bench.measuring;

/// Runs an operation until it gets no faster: the compiler is done with it and its data are in the caches.
public final class WarmUp {
    private static final long SLICE_NANOS = 50_000_000;
    private static final int SLICES_MIN = 6;
    /// Of the last slices, the halves differ by less than this share.
    private static final double FLAT = 0.02;

    private WarmUp() {}

    /// Runs calls until so many have been made and processor time has become flat, or time is up. Returns the
    /// processor time of one call in the last slices, in nanoseconds.
    ///
    /// @param calls that are made before the slope is looked at
    /// @param wallNanosMax the most it takes, unless one call takes longer
    public static double run(Slicer slicer, long calls, long wallNanosMax) {
        double[] last = new double[SLICES_MIN];
        long made = 0;
        long wall = 0;
        for (int slice = 0; ; slice++) {
            Slice ran = slicer.forAtLeast(SLICE_NANOS);
            made += ran.calls();
            wall += ran.usage().wallNanos();
            last[slice % SLICES_MIN] = ran.cpuPerCall();
            boolean flat = slice >= SLICES_MIN && made >= calls && isFlat(last, slice);
            if (flat || wall >= wallNanosMax) {
                return mean(last, slice, Math.min(slice + 1, SLICES_MIN / 2));
            }
        }
    }

    private static boolean isFlat(double[] last, int slice) {
        double newer = mean(last, slice, SLICES_MIN / 2);
        double older = mean(last, slice - SLICES_MIN / 2, SLICES_MIN / 2);
        return newer > older * (1 - FLAT);
    }

    /// The mean of `count` slices up to this one.
    private static double mean(double[] last, int slice, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += last[(slice - i) % SLICES_MIN];
        }
        return sum / count;
    }
}
