package io.jamey.server.rest;

import io.jamey.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The description of the API as one page for people, made of `openapi.yaml`.
final class ApiPage {
    private final Map<?, ?> document;

    private ApiPage(Map<?, ?> document) {
        this.document = document;
    }

    static String html(Map<?, ?> document) {
        return new ApiPage(document).page();
    }

    private String page() {
        var body = new StringBuilder();
        Map<?, ?> info = map(document.get("info"));
        paragraphs(body, text(info.get("description")));
        body.append(
                "<p>For programs: <a href=\"/openapi.yaml\">openapi.yaml</a>, <a href=\"/openapi.json\">openapi.json</a>."
                        + " Errors: <a href=\"/problems\">problems</a>. <a href=\"/\">The dashboard</a>.</p>");
        for (Object tag : list(document.get("tags"))) {
            String name = text(map(tag).get("name"));
            body.append("<h2>").append(Html.escaped(name)).append("</h2>");
            paragraphs(body, text(map(tag).get("description")));
            map(document.get("paths"))
                    .forEach((path, methods) -> map(methods).forEach((method, operation) -> {
                        if (list(map(operation).get("tags")).contains(name)) {
                            operation(body, text(method), text(path), map(operation));
                        }
                    }));
        }
        return Html.page(text(info.get("title")), body.toString());
    }

    private void operation(StringBuilder body, String method, String path, Map<?, ?> operation) {
        body.append("<h3><code><span class=\"method\">")
                .append(Html.escaped(method.toUpperCase(java.util.Locale.ROOT)))
                .append("</span>")
                .append(Html.escaped(path))
                .append("</code></h3>");
        paragraphs(body, text(operation.get("summary")));
        paragraphs(body, text(operation.get("description")));
        List<?> parameters = list(operation.get("parameters"));
        if (!parameters.isEmpty()) {
            body.append("<table>");
            parameters.stream()
                    .map(this::resolved)
                    .forEach(parameter -> body.append("<tr><td><code>")
                            .append(Html.escaped(text(parameter.get("name"))))
                            .append("</code></td><td>")
                            .append(Html.escaped(text(parameter.get("in"))))
                            .append("</td><td>")
                            .append(Html.prose(text(parameter.get("description"))))
                            .append("</td></tr>"));
            body.append("</table>");
        }
        content(body, "Body", resolved(operation.get("requestBody")));
        map(operation.get("responses")).forEach((status, response) -> {
            if (text(status).startsWith("2")) {
                content(body, "Answer " + status, resolved(response));
            }
        });
    }

    /// The example of a body, and the names of its fields.
    private void content(StringBuilder body, String title, Map<?, ?> of) {
        map(of.get("content")).forEach((type, media) -> {
            Object example = map(media).get("example");
            body.append("<p>")
                    .append(Html.escaped(title + ", " + type))
                    .append(fields(resolved(map(media).get("schema"))))
                    .append("</p>");
            if (example != null) {
                body.append("<pre>")
                        .append(Html.escaped(example instanceof String text ? text : Json.write(example)))
                        .append("</pre>");
            }
        });
    }

    private static String fields(Map<?, ?> schema) {
        Map<?, ?> properties = map(schema.get("properties"));
        return properties.isEmpty()
                ? ""
                : ": "
                        + properties.keySet().stream()
                                .map(name -> "<code>" + Html.escaped(text(name)) + "</code>")
                                .collect(Collectors.joining(", "));
    }

    private Map<?, ?> resolved(@Nullable Object value) {
        Map<?, ?> fields = map(value);
        if (!(fields.get("$ref") instanceof String reference)) {
            return fields;
        }
        Object here = document;
        for (String step : reference.substring(2).split("/", -1)) {
            here = Objects.requireNonNull(map(here).get(step), reference);
        }
        return map(here);
    }

    private static void paragraphs(StringBuilder body, String text) {
        for (String paragraph : text.split("\n\n", -1)) {
            if (!paragraph.isBlank()) {
                body.append("<p>").append(Html.prose(paragraph.strip())).append("</p>");
            }
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> fields ? fields : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> items ? items : List.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
