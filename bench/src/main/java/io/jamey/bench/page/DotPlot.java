package io.jamey.bench.page;

import java.util.List;

/// Values one below the other, each a dot, in groups; below each group what they say together.
///
/// @param limits in ascending order
public record DotPlot(String title, Axis x, List<Limit> limits, List<DotGroup> groups) {
    private static final double LEFT = 44;
    private static final double RIGHT = 28;
    private static final double TOP = 22;
    private static final double BOTTOM = 40;
    private static final double SUMMARY = 34;
    private static final double HEAD = 20;
    /// All dots together take about this much, unless they would lie on each other.
    private static final double DOTS_HEIGHT = 190;

    private static final double ROW_MIN = 8;
    private static final double ROW_MAX = 16;
    private static final double LETTER = 12;

    /// A value and what it says when asked.
    public record Dot(String label, double value, String says) {}

    /// Dots that belong together.
    ///
    /// @param title nothing where there is one group
    public record DotGroup(String title, List<Dot> dots, Estimated together) {
        public DotGroup {
            dots = List.copyOf(dots);
        }
    }

    public DotPlot {
        limits = List.copyOf(limits);
        groups = List.copyOf(groups);
    }

    public Html html() {
        double row = row();
        double bottom = TOP;
        for (DotGroup group : groups) {
            bottom += height(group, row);
        }
        var svg = Svg.drawing(Svg.WIDTH, bottom + BOTTOM, title).styled("plot");
        drawScale(svg, bottom);
        double top = TOP;
        for (DotGroup group : groups) {
            draw(svg, group, top, row);
            top += height(group, row);
        }
        return Svg.figure(title, svg);
    }

    private double row() {
        int dots = groups.stream().mapToInt(group -> group.dots().size()).sum();
        return Math.clamp(DOTS_HEIGHT / Math.max(1, dots), ROW_MIN, ROW_MAX);
    }

    private static double height(DotGroup group, double row) {
        return (group.title().isEmpty() ? 0 : HEAD) + group.dots().size() * row + SUMMARY;
    }

    private void drawScale(Html svg, double bottom) {
        svg.add(Limit.zones(limits, x, LEFT, width(), TOP, bottom - TOP));
        for (Axis.Tick tick : x.ticks()) {
            double at = place(tick.at());
            svg.add(Svg.line(at, TOP, at, bottom + 4, "grid"), Svg.text(at, bottom + 18, tick.label(), "middle"));
        }
        for (Limit limit : limits) {
            double at = place(limit.at());
            svg.add(
                    Svg.line(at, TOP - 4, at, bottom, "limit"),
                    Svg.text(at, TOP - 8, limit.label(), "middle").styled("strong"));
        }
        svg.add(Svg.text(LEFT + width() / 2, bottom + 36, x.title(), "middle").styled("title"));
    }

    private void draw(Html svg, DotGroup group, double top, double row) {
        double at = top;
        if (!group.title().isEmpty()) {
            svg.add(Svg.text(LEFT + 4, at + HEAD - 6, group.title(), "start").styled("strong"));
            at += HEAD;
        }
        int every = (int) Math.ceil(LETTER / row);
        for (int i = 0; i < group.dots().size(); i++) {
            Dot dot = group.dots().get(i);
            double middle = at + (i + 0.5) * row;
            if (i % every == 0) {
                svg.add(Svg.text(LEFT - 10, middle + 4, dot.label(), "end"));
            }
            svg.add(Svg.saying(Svg.dot(place(dot.value()), middle, Math.min(4, row / 2), "dot curve2"), dot.says()));
        }
        svg.add(group.together().drawn(x, LEFT, width(), at + group.dots().size() * row + SUMMARY / 2));
    }

    private double width() {
        return Svg.WIDTH - LEFT - RIGHT;
    }

    private double place(double value) {
        return LEFT + x.place(value) * width();
    }
}
