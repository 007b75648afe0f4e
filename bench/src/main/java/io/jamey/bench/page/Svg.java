package io.jamey.bench.page;

/// Pieces of drawings. Coordinates are those of the drawing, which grows and shrinks with the page.
final class Svg {
    /// As wide as a chart is where two stand side by side, so that its letters are as large as the page's.
    static final double WIDTH = 520;

    private Svg() {}

    /// A drawing without anything in it.
    ///
    /// @param title what is to be seen, for those who do not see it
    static Html drawing(double width, double height, String title) {
        return Html.element("svg")
                .attribute("viewBox", "0 0 " + Html.number(width) + " " + Html.number(height))
                .attribute("role", "img")
                .attribute("aria-label", title);
    }

    static Html line(double x1, double y1, double x2, double y2, String style) {
        return Html.element("line")
                .attribute("x1", x1)
                .attribute("y1", y1)
                .attribute("x2", x2)
                .attribute("y2", y2)
                .styled(style);
    }

    static Html box(double x, double y, double width, double height, String style) {
        return Html.element("rect")
                .attribute("x", x)
                .attribute("y", y)
                .attribute("width", Math.max(0, width))
                .attribute("height", Math.max(0, height))
                .styled(style);
    }

    static Html dot(double x, double y, double radius, String style) {
        return Html.element("circle")
                .attribute("cx", x)
                .attribute("cy", y)
                .attribute("r", radius)
                .styled(style);
    }

    static Html path(String steps, String style) {
        return Html.element("path").attribute("d", steps).styled(style);
    }

    /// A text.
    ///
    /// @param anchor `start`, `middle` or `end`: which part of the text lies at `x`
    static Html text(double x, double y, String text, String anchor) {
        return Html.element("text", text).attribute("x", x).attribute("y", y).attribute("text-anchor", anchor);
    }

    /// What is said when a mouse rests on it.
    static Html saying(Html drawn, String says) {
        return drawn.add(Html.element("title", says));
    }

    static Html figure(String title, Html... inside) {
        return Html.element("figure").add(Html.element("figcaption", title)).add(inside);
    }
}
