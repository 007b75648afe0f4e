package io.jamey.bench.page;

/// A value that is known to lie between two bounds.
///
/// @param low and high: bounds, infinite where nothing is known
/// @param says the same in words
public record Estimated(double value, double low, double high, Grade grade, String says) {

    /// Draws the bounds as a bar and the value as its grade's shape; bounds beyond the axis end in an arrow.
    Html drawn(Axis x, double left, double width, double middle) {
        double from = left + x.place(low) * width;
        double to = left + x.place(high) * width;
        var group = Html.element("g").styled("estimated " + grade.style());
        group.add(Svg.line(from, middle, to, middle, "between"));
        group.add(low < x.from() ? arrow(from, middle, 1) : Svg.line(from, middle - 5, from, middle + 5, "end"));
        group.add(high > x.to() ? arrow(to, middle, -1) : Svg.line(to, middle - 5, to, middle + 5, "end"));
        return Svg.saying(group.add(grade.mark(left + x.place(value) * width, middle, 14)), says);
    }

    private static Html arrow(double tip, double middle, int direction) {
        String back = Html.number(tip + direction * 7);
        return Svg.path(
                "M" + Html.number(tip) + " " + Html.number(middle) + "L" + back + " " + Html.number(middle - 6) + "L"
                        + back + " " + Html.number(middle + 6) + "z",
                "arrow");
    }
}
