package io.jamey.server.rest;

import java.util.List;
import java.util.regex.Pattern;

/// The part of Markdown that runbooks are written in, as HTML: headings, paragraphs, lists, tables, blocks
/// of code, code, bold words and links. A link to another page, `name.md`, leads to the page of that name
/// here.
final class Markdown {
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\(([^)]*)\\)");

    private final List<String> lines;
    private final StringBuilder html = new StringBuilder();
    private int at;

    private Markdown(String text) {
        this.lines = text.lines().toList();
    }

    /// The body of a page, without its title.
    static String html(String text) {
        var page = new Markdown(text);
        while (page.at < page.lines.size()) {
            page.block();
        }
        return page.html.toString();
    }

    /// The first heading.
    static String title(String text) {
        return text.lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2).strip())
                .orElse("");
    }

    private void block() {
        String line = lines.get(at);
        if (line.isBlank() || line.startsWith("# ")) {
            at++;
        } else if (line.startsWith("## ")) {
            html.append("<h2>").append(inline(line.substring(3))).append("</h2>");
            at++;
        } else if (line.startsWith("```")) {
            code();
        } else if (line.startsWith("- ")) {
            items();
        } else if (line.startsWith("|")) {
            table();
        } else {
            html.append("<p>").append(inline(paragraph())).append("</p>");
        }
    }

    private void code() {
        html.append("<pre>");
        for (at++; at < lines.size() && !lines.get(at).startsWith("```"); at++) {
            html.append(Html.escaped(lines.get(at))).append('\n');
        }
        html.append("</pre>");
        at++;
    }

    private void items() {
        html.append("<ul>");
        while (at < lines.size() && lines.get(at).startsWith("- ")) {
            html.append("<li>").append(inline(paragraph().substring(2))).append("</li>");
        }
        html.append("</ul>");
    }

    private void table() {
        html.append("<table>");
        for (; at < lines.size() && lines.get(at).startsWith("|"); at++) {
            String line = lines.get(at).strip();
            if (!line.startsWith("|---")) {
                html.append("<tr>");
                for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
                    html.append("<td>").append(inline(cell.strip())).append("</td>");
                }
                html.append("</tr>");
            }
        }
        html.append("</table>");
    }

    /// Lines that belong together: up to an empty one, or to the next item.
    private String paragraph() {
        var text = new StringBuilder(lines.get(at++).strip());
        while (at < lines.size()
                && !lines.get(at).isBlank()
                && !lines.get(at).startsWith("- ")
                && !lines.get(at).startsWith("```")) {
            text.append(' ').append(lines.get(at++).strip());
        }
        return text.toString();
    }

    private static String inline(String text) {
        String prose = Html.prose(text).replaceAll("\\*\\*([^*]+)\\*\\*", "<b>$1</b>");
        return LINK.matcher(prose).replaceAll(link -> {
            String target = link.group(2).endsWith(".md")
                    ? "/runbooks/" + link.group(2).substring(0, link.group(2).length() - 3)
                    : link.group(2);
            return "<a href=\"" + target + "\">" + link.group(1) + "</a>";
        });
    }
}
