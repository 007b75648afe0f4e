package io.jamey.bench.page;

/// What may be wider than the page, and is then scrolled by hand or by the arrow keys.
public final class Scrolling {
    private Scrolling() {}

    /// The element around it.
    ///
    /// @param about what is inside, for those who do not see it
    public static Html around(String about, Html wide) {
        return Html.element("div")
                .styled("scrolls")
                .attribute("tabindex", "0")
                .attribute("role", "region")
                .attribute("aria-label", about)
                .add(wide);
    }
}
