package io.jamey.bench.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// An axis of a chart: which values it spans, how they lie on it, and which of them are written beside it.
///
/// @param title what is measured, with its unit where the labels do not say it
/// @param to more than `from`; on a logarithmic axis both are positive
public record Axis(String title, Scale scale, double from, double to, List<Tick> ticks) {
    private static final int TICKS = 5;
    /// Of the greater end: an axis of equal values spans this much.
    private static final double LEAST_SPAN = 0.01;
    /// From this many powers of ten on, only these are written.
    private static final double DECADES = 2.5;

    /// How values become places.
    public enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    /// A value that is written beside the axis.
    public record Tick(double at, String label) {}

    public Axis {
        boolean spans = from < to && Double.isFinite(from) && Double.isFinite(to);
        if (!spans || (scale == Scale.LOGARITHMIC && from <= 0)) {
            throw new IllegalArgumentException("no axis from " + from + " to " + to);
        }
        ticks = List.copyOf(ticks);
    }

    /// From 0 to a round value that is not less than `max`.
    public static Axis fromZero(String title, double max, DoubleFunction<String> words) {
        double step = roundStep(Math.max(max, Double.MIN_NORMAL) / TICKS);
        var ticks = new ArrayList<Tick>();
        int count = (int) Math.max(1, Math.ceil(max / step));
        for (int i = 0; i <= count; i++) {
            ticks.add(new Tick(i * step, words.apply(i * step)));
        }
        return new Axis(title, Scale.LINEAR, 0, count * step, ticks);
    }

    /// From a round value at or below `min` to one at or above `max`.
    public static Axis linear(String title, double min, double max, DoubleFunction<String> words) {
        double least = Math.max(Math.abs(max) * LEAST_SPAN, Double.MIN_NORMAL);
        double step = roundStep(Math.max(max - min, least) / TICKS);
        long first = (long) Math.floor(min / step + 1e-9);
        long last = Math.max(first + 1, (long) Math.ceil(max / step - 1e-9));
        var ticks = new ArrayList<Tick>();
        for (long i = first; i <= last; i++) {
            ticks.add(new Tick(i * step, words.apply(i * step)));
        }
        return new Axis(title, Scale.LINEAR, first * step, last * step, ticks);
    }

    /// From a round value at or below `min` to one at or above `max`, both positive.
    public static Axis logarithmic(String title, double min, double max, DoubleFunction<String> words) {
        if (!(min > 0) || !(max >= min)) {
            throw new IllegalArgumentException("no logarithmic axis from " + min + " to " + max);
        }
        double[] steps = Math.log10(max / min) > DECADES ? new double[] {1} : new double[] {1, 2, 5};
        var ticks = new ArrayList<Tick>();
        int lowest = (int) Math.floor(Math.log10(min));
        for (int power = lowest; ticks.isEmpty() || ticks.getLast().at() < max; power++) {
            for (double step : steps) {
                double at = step * Math.pow(10, power);
                boolean nextIsTooHigh = at * 10 / step > min && next(steps, step, power) > min;
                if (nextIsTooHigh && (ticks.isEmpty() || ticks.getLast().at() < max)) {
                    ticks.add(new Tick(at, words.apply(at)));
                }
            }
        }
        if (ticks.size() == 1) {
            double at = ticks.getFirst().at() * 10;
            ticks.add(new Tick(at, words.apply(at)));
        }
        return new Axis(
                title, Scale.LOGARITHMIC, ticks.getFirst().at(), ticks.getLast().at(), ticks);
    }

    private static double next(double[] steps, double step, int power) {
        for (double each : steps) {
            if (each > step) {
                return each * Math.pow(10, power);
            }
        }
        return Math.pow(10, power + 1);
    }

    /// Where a value lies: 0 at the beginning of the axis, 1 at its end; values outside lie at the nearer end.
    double place(double value) {
        double place = switch (scale) {
            case LINEAR -> (value - from) / (to - from);
            case LOGARITHMIC -> Math.log(Math.max(value, from) / from) / Math.log(to / from);
        };
        return Math.clamp(place, 0, 1);
    }

    /// The least of 1, 2, 5, 10, 20, 50 ... that is not less.
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double step : new double[] {1, 2, 5}) {
            if (step * power >= least * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
