package io.jamey.bench.page;

import java.util.List;

/// Values in the order in which they were measured, in sections; what lies beyond the axis is at its edge.
///
/// @param order what goes from left to right, in words
public record Trace(String title, String order, Axis y, List<Section> sections) {
    private static final double LEFT = 66;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double BOTTOM = 40;
    private static final double HEIGHT = 230;
    private static final double LABEL = 18;

    /// Measurements that belong together.
    ///
    /// @param label below it
    public record Section(String label, List<Series> series) {
        public Section {
            series = List.copyOf(series);
        }
    }

    /// One of several that were measured at the same time; all of a section have as many values.
    ///
    /// @param curve the number of its colour, from 1; the first is drawn as rings, the others as discs
    /// @param middle drawn as a line through the section
    public record Series(String name, int curve, List<Value> values, double middle) {
        public Series {
            values = List.copyOf(values);
        }
    }

    /// A value and what it says when asked.
    public record Value(double value, String says) {}

    public Trace {
        sections = List.copyOf(sections);
    }

    public Html html() {
        var svg = Svg.drawing(Svg.WIDTH, HEIGHT, title).styled("plot");
        double width = width() / Math.max(1, sections.size());
        for (int i = 1; i < sections.size(); i += 2) {
            svg.add(Svg.box(LEFT + i * width, TOP, width, HEIGHT - TOP - BOTTOM, "band"));
        }
        for (Axis.Tick tick : y.ticks()) {
            double at = place(tick.at());
            svg.add(Svg.line(LEFT, at, Svg.WIDTH - RIGHT, at, "grid"), Svg.text(LEFT - 6, at + 4, tick.label(), "end"));
        }
        int every = (int) Math.ceil(LABEL / width);
        for (int i = 0; i < sections.size(); i++) {
            double left = LEFT + i * width;
            if (i % every == 0) {
                svg.add(Svg.text(
                        left + width / 2, HEIGHT - BOTTOM + 16, sections.get(i).label(), "middle"));
            }
            draw(svg, sections.get(i), left, width);
        }
        svg.add(
                Svg.line(LEFT, HEIGHT - BOTTOM, Svg.WIDTH - RIGHT, HEIGHT - BOTTOM, "axis"),
                Svg.text(LEFT + width() / 2, HEIGHT - 6, order, "middle").styled("title"));
        return Svg.figure(title, legend(), svg);
    }

    private Html legend() {
        var legend = Html.element("div").styled("legend");
        sections.stream()
                .limit(1)
                .flatMap(section -> section.series().stream())
                .forEach(series -> legend.add(Html.element("span")
                        .styled("curve" + series.curve())
                        .add(Html.element("i").styled(series.curve() == 1 ? "ring" : "disc"))
                        .text(series.name())));
        return legend;
    }

    private void draw(Html svg, Section section, double left, double width) {
        for (Series series : section.series()) {
            var group = Html.element("g").styled("curve" + series.curve());
            double step = width / Math.max(1, series.values().size());
            for (int i = 0; i < series.values().size(); i++) {
                Value value = series.values().get(i);
                group.add(Svg.saying(
                        Svg.dot(
                                left + (i + 0.5) * step,
                                place(value.value()),
                                Math.clamp(step / 2, 1.3, 3.2),
                                series.curve() == 1 ? "ring" : "dot"),
                        value.says()));
            }
            double middle = place(series.middle());
            svg.add(group.add(Svg.line(left + 1, middle, left + width - 1, middle, "through")));
        }
    }

    private double width() {
        return Svg.WIDTH - LEFT - RIGHT;
    }

    private double place(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - BOTTOM - TOP);
    }
}
