package io.jamey.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.server.http.Call;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.util.List;
import java.util.stream.Stream;

/// The description of the API for programs (`/openapi.yaml`, `/openapi.json`) and for people (`/docs`, `/problems`),
/// without any network, script or key.
final class DocumentResource {
    private static final String HTML = "text/html";
    /// Nothing but the page itself and the styles written in it.
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    List<Route> routes() {
        return Stream.of(
                        Route.get("/docs", _ -> page(ApiPage.html(ApiDescription.fields())))
                                .giving(HTML),
                        Route.get("/openapi.yaml", _ -> Reply.bytes("application/yaml", ApiDescription.yaml()))
                                .giving("application/yaml"),
                        Route.get("/openapi.json", _ -> Reply.json(200, ApiDescription.fields())),
                        Route.get("/problems", _ -> page(ProblemPage.html(List.of(ProblemType.values()))))
                                .giving(HTML),
                        Route.get("/problems/{name}", DocumentResource::problem).giving(HTML))
                .map(Route::withoutKey)
                .toList();
    }

    private static Reply problem(Call call) {
        return Stream.of(ProblemType.values())
                .filter(type -> type.slug().equals(call.name("name")))
                .findFirst()
                .map(type -> page(ProblemPage.html(List.of(type))))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "no such problem: see /problems")
                        .thrown());
    }

    /// A page that loads nothing.
    static Reply page(String html) {
        return Reply.bytes(HTML + ";charset=utf-8", html.getBytes(UTF_8)).with("Content-Security-Policy", POLICY);
    }
}
