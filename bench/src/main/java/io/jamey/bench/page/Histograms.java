package io.jamey.bench.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How many values lie where, one histogram below the other over the same axis. What lies beyond the axis is in
/// the outermost columns.
public record Histograms(String title, Axis x, List<Values> rows) {
    private static final double LEFT = 28;
    private static final double RIGHT = 28;
    private static final double ROW = 84;
    private static final double HEAD = 22;
    private static final double BOTTOM = 40;
    private static final int COLUMNS = 40;

    /// Values that are counted together.
    ///
    /// @param curve the number of its colour, from 1
    /// @param middle marked by a line
    /// @param says the middle in words
    public record Values(String name, int curve, List<Double> values, double middle, String says) {
        public Values {
            values = List.copyOf(values);
        }
    }

    public Histograms {
        rows = List.copyOf(rows);
    }

    public Html html() {
        double bottom = rows.size() * ROW;
        var svg = Svg.drawing(Svg.WIDTH, bottom + BOTTOM, title).styled("plot");
        for (Axis.Tick tick : x.ticks()) {
            double at = place(tick.at());
            svg.add(Svg.line(at, 0, at, bottom + 4, "grid"), Svg.text(at, bottom + 18, tick.label(), "middle"));
        }
        int highest = rows.stream()
                .mapToInt(row -> Arrays.stream(counts(row)).max().orElse(0))
                .max()
                .orElse(0);
        for (int i = 0; i < rows.size(); i++) {
            draw(svg, rows.get(i), (i + 1) * ROW, Math.max(1, highest));
        }
        return Svg.figure(
                title,
                svg.add(Svg.text(LEFT + width() / 2, bottom + 36, x.title(), "middle")
                        .styled("title")));
    }

    private int[] counts(Values row) {
        int[] counts = new int[COLUMNS];
        for (double value : row.values()) {
            counts[Math.min(COLUMNS - 1, (int) (x.place(value) * COLUMNS))]++;
        }
        return counts;
    }

    private void draw(Html svg, Values row, double bottom, int highest) {
        var group = Html.element("g").styled("curve" + row.curve());
        int[] counts = counts(row);
        double column = width() / COLUMNS;
        for (int i = 0; i < COLUMNS; i++) {
            if (counts[i] > 0) {
                double height = (ROW - HEAD) * counts[i] / highest;
                String says = String.format(Locale.ROOT, "%s: %,d", row.name(), counts[i]);
                group.add(Svg.saying(Svg.box(LEFT + i * column, bottom - height, column - 1, height, "column"), says));
            }
        }
        double middle = place(row.middle());
        boolean right = middle > LEFT + width() * 0.6;
        svg.add(
                group,
                Svg.line(LEFT, bottom, Svg.WIDTH - RIGHT, bottom, "axis"),
                Svg.line(middle, bottom - ROW + 8, middle, bottom, "middle"),
                Svg.text(right ? middle - 5 : middle + 5, bottom - ROW + 17, row.says(), right ? "end" : "start")
                        .styled("strong"));
    }

    private double width() {
        return Svg.WIDTH - LEFT - RIGHT;
    }

    private double place(double value) {
        return LEFT + x.place(value) * width();
    }
}
