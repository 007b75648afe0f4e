package io.jamey.bench.page;

import java.util.List;

/// Quantities as bars from zero, one below the other.
public record Bars(String title, List<Bar> bars) {
    private static final double LEFT = 76;
    private static final double RIGHT = 80;
    private static final double ROW = 34;

    /// One quantity.
    ///
    /// @param says its value in words
    /// @param style `curve1` to `curve6`, or a grade's
    /// @param hollow for what is there only to compare with
    public record Bar(String label, double value, String says, String style, boolean hollow) {}

    public Bars {
        bars = List.copyOf(bars);
    }

    public Html html() {
        double most = Math.max(
                Double.MIN_NORMAL, bars.stream().mapToDouble(Bar::value).max().orElse(0));
        var svg = Svg.drawing(Svg.WIDTH, bars.size() * ROW + 6, title).styled("plot");
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double width = bar.value() / most * (Svg.WIDTH - LEFT - RIGHT);
            double top = i * ROW + 6;
            svg.add(
                    Svg.text(LEFT - 10, top + ROW / 2 + 1, bar.label(), "end"),
                    Html.element("g")
                            .styled(bar.style())
                            .add(Svg.box(LEFT, top, width, ROW - 12, bar.hollow() ? "outline" : "column")),
                    Svg.text(LEFT + width + 8, top + ROW / 2 + 1, bar.says(), "start")
                            .styled("strong"));
        }
        return Svg.figure(title, svg);
    }
}
