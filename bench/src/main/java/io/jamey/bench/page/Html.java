package io.jamey.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// An element of HTML or SVG under construction. Texts and the values of attributes are escaped, whatever they
/// are; names of elements and attributes come from code and are checked. One thread.
///
/// ```java
/// Html.element("p").attribute("class", "note").text("a < b").add(Html.element("b").text("c"))
/// ```
public final class Html {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    /// Elements of HTML that have no end.
    private static final Set<String> WITHOUT_END = Set.of("meta", "br", "hr", "img", "link");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> content = new ArrayList<>();

    private Html(String name) {
        this.name = checked(name);
    }

    public static Html element(String name) {
        return new Html(name);
    }

    /// An element that holds nothing but a text.
    public static Html element(String name, String text) {
        return element(name).text(text);
    }

    /// The element that holds rules of a style sheet, which are not escaped.
    ///
    /// @param css from this program; without `</`, which would end the element
    static Html style(String css) {
        if (css.contains("</")) {
            throw new IllegalArgumentException("a style sheet must not contain '</'");
        }
        var style = element("style");
        style.content.add(new Raw(css));
        return style;
    }

    public Html attribute(String key, String value) {
        attributes.put(checked(key), value);
        return this;
    }

    public Html attribute(String key, double value) {
        return attribute(key, number(value));
    }

    /// Short for the attribute `class`: names for the style sheet, separated by blanks.
    public Html styled(String names) {
        return attribute("class", names);
    }

    public Html text(String text) {
        content.add(text);
        return this;
    }

    public Html add(Html... inside) {
        content.addAll(List.of(inside));
        return this;
    }

    public Html add(List<Html> inside) {
        content.addAll(inside);
        return this;
    }

    /// The markup.
    @Override
    public String toString() {
        var out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((key, value) ->
                out.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
        out.append('>');
        if (WITHOUT_END.contains(name)) {
            return;
        }
        for (Object piece : content) {
            switch (piece) {
                case Html element -> element.write(out);
                case Raw(var markup) -> out.append(markup);
                default -> out.append(escaped(piece.toString()));
            }
        }
        out.append("</").append(name).append('>');
    }

    private record Raw(String markup) {}

    private static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of an element or attribute");
        }
        return name;
    }

    /// A coordinate: a hundredth of a pixel is fine enough.
    static String number(double value) {
        double rounded = Math.rint(value * 100) / 100;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }
}
