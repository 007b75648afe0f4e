package io.jamey.bench.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A web page in one file: no script, no font, no picture from elsewhere. One thread.
///
/// The style sheet `page.css` knows, besides the usual elements: `lead`, `note`, `cards` with `card`, `charts` that
/// stand side by side where there is room, table cells of class `number`, and verdicts `good`, `warn` and `bad`.
public final class Page {
    private final String title;
    private final List<Html> content = new ArrayList<>();

    public Page(String title) {
        this.title = title;
    }

    public Page add(Html... inside) {
        content.addAll(List.of(inside));
        return this;
    }

    public Page add(List<Html> inside) {
        content.addAll(inside);
        return this;
    }

    /// A row of a table: cells `th` or `td`, the first to the left and the others as numbers, to the right.
    public static Html row(String cell, List<String> texts) {
        var row = Html.element("tr");
        for (int i = 0; i < texts.size(); i++) {
            var each = Html.element(cell, texts.get(i));
            row.add(i == 0 ? each : each.styled("number"));
        }
        return row;
    }

    /// A table that can be scrolled where the page is too narrow for it.
    public static Html table(List<String> heads, List<Html> rows) {
        return Html.element("div")
                .styled("scrolls")
                .add(Html.element("table")
                        .add(
                                Html.element("thead").add(row("th", heads)),
                                Html.element("tbody").add(rows)));
    }

    /// A list of short paragraphs.
    public static Html list(List<String> items) {
        return Html.element("ul")
                .add(items.stream().map(item -> Html.element("li", item)).toList());
    }

    /// The document.
    @Override
    public String toString() {
        var head = Html.element("head")
                .add(
                        Html.element("meta").attribute("charset", "utf-8"),
                        Html.element("meta")
                                .attribute("name", "viewport")
                                .attribute("content", "width=device-width, initial-scale=1"),
                        Html.element("title", title),
                        Html.style(styleSheet()));
        var body = Html.element("body").add(Html.element("main").add(content));
        return "<!doctype html>\n"
                + Html.element("html").attribute("lang", "en").add(head, body) + "\n";
    }

    public void write(Path file) {
        try {
            Files.writeString(file, toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }

    private static String styleSheet() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
