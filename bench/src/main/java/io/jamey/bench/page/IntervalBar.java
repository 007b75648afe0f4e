package io.jamey.bench.page;

import java.util.List;

/// An interval against its limits, small enough for a cell of a table.
///
/// @param limits in ascending order; each with a label has it written below
public record IntervalBar(Axis x, List<Limit> limits, Estimated estimated) {
    private static final double WIDTH = 230;
    private static final double HEIGHT = 38;
    private static final double TRACK = 24;
    private static final double SIDE = 8;

    public IntervalBar {
        limits = List.copyOf(limits);
    }

    public Html html() {
        double width = WIDTH - 2 * SIDE;
        var svg = Svg.drawing(WIDTH, HEIGHT, estimated.says()).styled("interval");
        svg.add(Svg.box(SIDE, 0, width, TRACK, "track"));
        svg.add(Limit.zones(limits, x, SIDE, width, 0, TRACK));
        for (Limit limit : limits) {
            double at = SIDE + x.place(limit.at()) * width;
            svg.add(Svg.line(at, 0, at, TRACK, "limit"), Svg.text(at, HEIGHT - 2, limit.label(), "middle"));
        }
        return svg.add(estimated.drawn(x, SIDE, width, TRACK / 2));
    }
}
