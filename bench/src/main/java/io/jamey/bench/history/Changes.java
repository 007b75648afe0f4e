package io.jamey.bench.history;

import io.jamey.bench.statistics.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A series with the points at which it changed.
///
/// @param series its newest readings, [#READINGS_MAX] at most
/// @param levels the median of each segment, one more than there are changes
/// @param enough whether it is long enough for any change to be seen
public record Changes(Series series, List<Change> changes, List<Double> levels, boolean enough) {
    /// Older readings are not looked at.
    public static final int READINGS_MAX = 300;

    /// Where a series goes over to another level.
    ///
    /// @param first the first reading at the new level
    /// @param at its place in the series
    /// @param before and after the medians of the segments on both sides
    /// @param p how often chance alone would do this
    public record Change(Series.Reading first, int at, double before, double after, double p) {
        /// By how much, as a share: 0.1 for 10 % more; infinite where it was nothing before.
        public double share() {
            return after / before - 1;
        }
    }

    public Changes {
        changes = List.copyOf(changes);
        levels = List.copyOf(levels);
    }

    public static Changes of(Series whole, EDivisive method) {
        List<Series.Reading> all = whole.readings();
        var series = new Series(
                whole.key(), whole.figure(), all.subList(Math.max(0, all.size() - READINGS_MAX), all.size()));
        double[] values = series.values();
        List<EDivisive.ChangePoint> points = method.of(values);
        var levels = new ArrayList<Double>();
        int from = 0;
        for (EDivisive.ChangePoint point : points) {
            levels.add(Quantiles.median(Arrays.copyOfRange(values, from, point.at())));
            from = point.at();
        }
        levels.add(Quantiles.median(Arrays.copyOfRange(values, from, values.length)));
        var changes = new ArrayList<Change>();
        for (int i = 0; i < points.size(); i++) {
            int at = points.get(i).at();
            changes.add(new Change(
                    series.readings().get(at),
                    at,
                    levels.get(i),
                    levels.get(i + 1),
                    points.get(i).p()));
        }
        return new Changes(series, changes, levels, values.length >= method.pointsNeeded());
    }
}
