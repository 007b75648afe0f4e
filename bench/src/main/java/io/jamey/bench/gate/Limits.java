package io.jamey.bench.gate;

/// What is too much, as shares: 0.1 is ten per cent.
///
/// @param failAbove so much slower must not go by
/// @param warnAbove less than this is not worth a warning
/// @param noiseFloor less than this counts as no difference, sure or not
public record Limits(double failAbove, double warnAbove, double noiseFloor) {
    public static final Limits USUAL = new Limits(0.10, 0.03, 0.02);
    /// For fewer and shorter measurements, which see less.
    public static final Limits ROUGH = new Limits(0.20, 0.06, 0.05);

    public Limits {
        if (!(0 <= noiseFloor && noiseFloor <= warnAbove && warnAbove <= failAbove && failAbove < 10)) {
            throw new IllegalArgumentException(
                    "limits must rise from --noise-floor over --warn-above to --fail-above, not " + noiseFloor + ", "
                            + warnAbove + ", " + failAbove);
        }
    }

    public Verdict verdict(Estimate estimate) {
        boolean surelySlower = estimate.interval().low() > 1 + noiseFloor;
        boolean perhapsTooMuch = estimate.interval().high() >= 1 + failAbove;
        if (perhapsTooMuch) {
            return surelySlower ? Verdict.FAIL : Verdict.INCONCLUSIVE;
        }
        return surelySlower && estimate.ratio() > 1 + warnAbove ? Verdict.WARN : Verdict.PASS;
    }
}
