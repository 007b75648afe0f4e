package io.jamey.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.server.http.Call;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// `/runbooks`: what to do when an alert fires, for whoever was woken by it: without a key, script or network.
final class RunbookResource {
    List<Route> routes() {
        return List.of(
                Route.get("/runbooks", _ -> page("README").orElseThrow())
                        .giving("text/html")
                        .withoutKey(),
                Route.get("/runbooks/{name}", RunbookResource::runbook)
                        .giving("text/html")
                        .withoutKey());
    }

    private static Reply runbook(Call call) {
        String name = call.name("name");
        return Optional.of(name)
                .filter(given -> given.matches("[a-z]+(-[a-z]+)*"))
                .flatMap(RunbookResource::page)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "no such runbook: /runbooks has them all")
                        .thrown());
    }

    private static Optional<Reply> page(String name) {
        return read(name).map(text -> {
            String back = name.equals("README") ? "" : "<p><a href=\"/runbooks\">All runbooks</a></p>";
            return DocumentResource.page(Html.page(Markdown.title(text), Markdown.html(text) + back));
        });
    }

    /// The files of `ops/runbooks`, which are built into this module.
    private static Optional<String> read(String name) {
        try (InputStream in = RunbookResource.class.getResourceAsStream("/io/jamey/server/runbooks/" + name + ".md")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
