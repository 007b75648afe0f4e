package io.jamey.bench.load.report;

import io.jamey.bench.load.ActionFigures;
import io.jamey.bench.load.Latencies;
import io.jamey.bench.report.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Figures of load tests in words, the same on the terminal and on the page.
public final class Words {
    /// The quantiles that are shown.
    public static final List<Double> QUANTILES = List.of(0.5, 0.95, 0.99, 0.999);

    private Words() {}

    /// A quantile, or that too few requests stand behind it.
    public static String quantile(Latencies latencies, double share) {
        OptionalLong nanos = latencies.quantile(share);
        return nanos.isPresent() ? time((double) nanos.getAsLong()) : "too few";
    }

    /// The longest; a dash where there is none.
    public static String longest(Latencies latencies) {
        return latencies.count() == 0 ? "-" : time((double) latencies.max());
    }

    public static String time(double nanos) {
        return Quantity.nanos(nanos);
    }

    /// Times on an axis, where all digits after the point are zeros.
    static String tick(double nanos) {
        return time(nanos).replaceFirst("\\.0+ ", " ");
    }

    public static String perSecond(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    /// How many failures there were of which kind; nothing when there were none.
    public static String failures(ActionFigures figures) {
        return figures.failures().entrySet().stream()
                .map(each -> String.format(
                        Locale.ROOT, "%,d %s", each.getValue(), each.getKey().label()))
                .collect(Collectors.joining(", "));
    }
}
