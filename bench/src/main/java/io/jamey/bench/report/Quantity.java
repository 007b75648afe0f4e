package io.jamey.bench.report;

import io.jamey.bench.work.Count;
import java.util.Locale;

/// Quantities with the unit that suits them, in three digits that mean something.
public final class Quantity {
    private Quantity() {}

    public static String nanos(double nanos) {
        return scaled(nanos, 1_000, "ns", "us", "ms", "s");
    }

    public static String bytes(double bytes) {
        return scaled(bytes, 1_000, "B", "kB", "MB", "GB");
    }

    /// So much of what is counted.
    public static String of(Count count, double value) {
        return count.isBytes() ? bytes(value) : number(value);
    }

    /// A number without unit: as it is where it is whole, else with two digits.
    public static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value - Math.rint(value)) < 0.005 ? "%.0f" : "%.2f", value);
    }

    /// With its sign: `+3.1 %`.
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", share * 100);
    }

    private static String scaled(double value, double step, String... units) {
        double scaled = value;
        int unit = 0;
        while (Math.abs(scaled) >= step && unit < units.length - 1) {
            scaled /= step;
            unit++;
        }
        String digits = (scaled == Math.rint(scaled) && unit == 0) || Math.abs(scaled) >= 100
                ? "%.0f"
                : Math.abs(scaled) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, scaled) + " " + units[unit];
    }
}
