package io.jamey.server.rest;

import io.jamey.server.http.ProblemType;
import java.util.List;
import java.util.stream.Collectors;

/// What the types of problems mean, for people.
final class ProblemPage {
    private ProblemPage() {}

    static String html(List<ProblemType> types) {
        String rows = types.stream()
                .map(type -> "<tr><td><a href=\"" + type.uri() + "\"><code>" + type.uri() + "</code></a></td><td>"
                        + type.status() + "</td><td>" + Html.escaped(type.title()) + "</td><td>"
                        + Html.prose(type.advice()) + "</td></tr>")
                .collect(Collectors.joining());
        return Html.page(
                types.size() == 1 ? types.getFirst().title() : "Problems",
                "<table><tr><th>type</th><th>status</th><th>means</th><th>what to do</th></tr>" + rows
                        + "</table><p><a href=\"/problems\">All problems</a> · <a href=\"/docs\">The API</a></p>");
    }
}
