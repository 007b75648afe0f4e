package io.jamey.bench.page;

import java.util.ArrayList;
import java.util.List;

/// Curves over two axes, as SVG that grows with the page, with a legend. Points tell their values to a mouse that
/// rests on them.
///
/// @param title what the chart shows, as a sentence or a few words
public record LineChart(String title, Axis x, Axis y, List<Curve> curves, List<Mark> marks) {
    /// Curves that differ in colour; more would not be told apart.
    public static final int CURVES_MAX = 6;

    private static final double WIDTH = 640;
    private static final double HEIGHT = 300;
    private static final double LEFT = 76;
    private static final double RIGHT = 18;
    private static final double TOP = 14;
    private static final double BOTTOM = 46;
    /// Curves of more points than this are drawn without dots.
    private static final int DOTS_MAX = 40;

    /// A point of a curve, and what it says when asked.
    public record Point(double x, double y, String says) {}

    /// One line of the chart.
    ///
    /// @param dashed for what is there only to compare with
    public record Curve(String name, List<Point> points, boolean dashed) {
        public Curve {
            points = List.copyOf(points);
        }

        public Curve(String name, List<Point> points) {
            this(name, points, false);
        }
    }

    /// A vertical line at a value of the x axis, with a word beside it.
    public record Mark(double x, String label) {}

    public LineChart {
        curves = List.copyOf(curves);
        marks = List.copyOf(marks);
        if (curves.size() > CURVES_MAX) {
            throw new IllegalArgumentException("no more than " + CURVES_MAX + " curves can be told apart");
        }
    }

    public Html html() {
        var svg = Html.element("svg")
                .attribute("viewBox", "0 0 " + Html.number(WIDTH) + " " + Html.number(HEIGHT))
                .attribute("role", "img")
                .attribute("aria-label", title);
        drawAxes(svg);
        marks.forEach(mark -> draw(svg, mark));
        for (int i = 0; i < curves.size(); i++) {
            draw(svg, curves.get(i), i + 1);
        }
        var figure = Html.element("figure").add(Html.element("figcaption", title));
        if (curves.size() > 1) {
            figure.add(legend());
        }
        return figure.add(svg);
    }

    private Html legend() {
        var legend = Html.element("div").styled("legend");
        for (int i = 0; i < curves.size(); i++) {
            legend.add(Html.element("span")
                    .styled("curve" + (i + 1) + (curves.get(i).dashed() ? " dashed" : ""))
                    .add(Html.element("i"))
                    .text(curves.get(i).name()));
        }
        return legend;
    }

    private void drawAxes(Html svg) {
        for (Axis.Tick tick : y.ticks()) {
            double at = placeY(tick.at());
            svg.add(
                    line(LEFT, at, WIDTH - RIGHT, at, "grid"),
                    label(LEFT - 8, at + 4, tick.label()).attribute("text-anchor", "end"));
        }
        for (Axis.Tick tick : x.ticks()) {
            double at = placeX(tick.at());
            svg.add(
                    line(at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4, "axis"),
                    label(at, HEIGHT - BOTTOM + 18, tick.label()).attribute("text-anchor", "middle"));
        }
        svg.add(
                line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis"),
                label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x.title())
                        .attribute("text-anchor", "middle")
                        .styled("title"),
                label(0, 0, y.title())
                        .attribute("text-anchor", "middle")
                        .attribute(
                                "transform",
                                "translate(13 " + Html.number((TOP + HEIGHT - BOTTOM) / 2) + ") rotate(-90)")
                        .styled("title"));
    }

    private void draw(Html svg, Mark mark) {
        double at = placeX(mark.x());
        svg.add(
                line(at, TOP, at, HEIGHT - BOTTOM, "mark"),
                label(at + 4, TOP + 10, mark.label()).styled("title"));
    }

    private void draw(Html svg, Curve curve, int colour) {
        var group = Html.element("g").styled("curve" + colour + (curve.dashed() ? " dashed" : ""));
        var path = new StringBuilder();
        for (Point point : curve.points()) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(Html.number(placeX(point.x())))
                    .append(' ')
                    .append(Html.number(placeY(point.y())));
        }
        if (!path.isEmpty()) {
            group.add(Html.element("path").attribute("d", path.toString()));
        }
        boolean dots = curve.points().size() <= DOTS_MAX;
        var drawn = new ArrayList<Html>();
        for (Point point : curve.points()) {
            drawn.add(Html.element("circle")
                    .attribute("cx", placeX(point.x()))
                    .attribute("cy", placeY(point.y()))
                    .attribute("r", dots ? 3.2 : 5)
                    .styled(dots ? "dot" : "spot")
                    .add(Html.element("title", curve.name() + ": " + point.says())));
        }
        svg.add(group.add(drawn));
    }

    private double placeX(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double placeY(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - BOTTOM - TOP);
    }

    private static Html line(double x1, double y1, double x2, double y2, String style) {
        return Html.element("line")
                .attribute("x1", x1)
                .attribute("y1", y1)
                .attribute("x2", x2)
                .attribute("y2", y2)
                .styled(style);
    }

    private static Html label(double x, double y, String text) {
        return Html.element("text", text).attribute("x", x).attribute("y", y);
    }
}
