package io.jamey.bench.page;

/// How much of what is allowed is used, small enough for a cell of a table. What is used beyond it ends in an
/// arrow.
///
/// @param share 1 is all that is allowed
/// @param says the same in words
public record ShareBar(double share, Grade grade, String says) {
    private static final double WIDTH = 120;
    private static final double HEIGHT = 14;
    /// All that is allowed ends here.
    private static final double ALLOWED = 96;

    public Html html() {
        double used = Math.min(share * ALLOWED, WIDTH);
        var svg = Svg.drawing(WIDTH, HEIGHT, says).styled("share " + grade.style());
        svg.add(
                Svg.box(0, 2, ALLOWED, HEIGHT - 4, "track"),
                Svg.box(0, 2, Math.max(1.5, used), HEIGHT - 4, "used"),
                Svg.line(ALLOWED, 0, ALLOWED, HEIGHT, "limit"));
        if (share * ALLOWED > WIDTH) {
            svg.add(Svg.path("M" + Html.number(WIDTH - 8) + " 2l8 5l-8 5z", "beyond"));
        }
        return svg;
    }
}
