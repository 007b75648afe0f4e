package io.jamey.cli;

import io.jamey.bench.statistics.Quantiles;
import java.util.Arrays;

/// A series in one line of text: low values low, high values high.
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    /// For terminals that draw ASCII only.
    private static final String PLAIN = "_.-=+*%#";

    private Sparkline() {}

    /// @param columns at most; more values share a column, which shows their median
    static String of(double[] values, int columns, boolean unicode) {
        int count = Math.min(columns, values.length);
        var shown = new double[count];
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * values.length / count);
            int to = (int) ((i + 1L) * values.length / count);
            shown[i] = Quantiles.median(Arrays.copyOfRange(values, from, to));
        }
        double least = Arrays.stream(shown).min().orElse(0);
        double most = Arrays.stream(shown).max().orElse(0);
        String signs = unicode ? BARS : PLAIN;
        var line = new StringBuilder();
        for (double value : shown) {
            // A series that hardly moves is flat, not a mountain range.
            double range = Math.max(most - least, Math.abs(most) * 0.05);
            double place = range == 0 ? 0 : (value - least) / range;
            line.append(signs.charAt((int) Math.min(signs.length() - 1, place * signs.length())));
        }
        return line.toString();
    }
}
