package io.jamey.bench.page;

/// How good something is, told by a word, a colour and a shape, so that nobody needs to tell colours apart.
public enum Grade {
    /// A disc with a tick.
    GOOD("good", "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", "M4.6 8.4l2.3 2.3l4.5-5.2"),
    /// A ring with a question mark.
    UNSURE("unsure", "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", "M5.9 6.2a2.1 2.1 0 1 1 2.9 2q-.8.4-.8 1.4M8 11.6v.5"),
    /// A triangle with an exclamation mark.
    WARN("warn", "M8 1l7.4 13.4h-14.8z", "M8 5.6v4.4M8 12v.5"),
    /// An octagon with a cross.
    BAD("bad", "M5.1 1h5.8l4.1 4.1v5.8l-4.1 4.1h-5.8l-4.1-4.1v-5.8z", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2");

    private static final double SIZE = 16;

    private final String style;
    private final String shape;
    private final String inside;

    Grade(String style, String shape, String inside) {
        this.style = style;
        this.shape = shape;
        this.inside = inside;
    }

    /// Its class in the style sheet.
    public String style() {
        return style;
    }

    /// The shape and the word.
    public Html badge(String word) {
        return Html.element("span")
                .styled("badge " + style)
                .add(Html.element("svg")
                        .attribute("viewBox", "0 0 16 16")
                        .attribute("aria-hidden", "true")
                        .styled("sign")
                        .add(shapes()))
                .text(word);
    }

    /// The shape alone, in a drawing that says the rest.
    Html mark(double x, double y, double size) {
        double scale = size / SIZE;
        return Html.element("g")
                .styled("sign " + style)
                .attribute(
                        "transform",
                        "translate(" + Html.number(x - size / 2) + " " + Html.number(y - size / 2) + ") scale("
                                + Html.number(scale) + ")")
                .add(shapes());
    }

    private Html[] shapes() {
        return new Html[] {Svg.path(shape, "shape"), Svg.path(inside, "inside")};
    }
}
