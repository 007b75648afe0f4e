package io.jamey.server.rest;

import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Reply;
import io.jamey.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The dashboard at `/`: a page, its scripts and its styles, which are files beside this class. They are for everybody,
/// for they hold nothing; what the page shows it asks of the API, with its reader's key.
final class DashboardResource {
    private static final String FOLDER = "/io/jamey/server/dashboard/";
    /// Names that files have: none of them leads to another folder.
    private static final Pattern NAME = Pattern.compile("[a-z-]+(\\.(html|css|js|svg))?");
    /// Scripts, styles and data of this server alone; nothing inline; text that becomes markup is refused by the
    /// browser itself.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    List<Route> routes() {
        return Stream.of(
                        Route.get("/", _ -> page()).giving("text/html"),
                        Route.get("/dashboard/icon.svg", _ -> file("image/svg+xml", "icon.svg"))
                                .giving("image/svg+xml"),
                        Route.get("/dashboard/styles/{file}", call -> file("text/css", "styles", call.name("file")))
                                .giving("text/css"),
                        Route.get(
                                        "/dashboard/{folder}/{file}",
                                        call -> file("text/javascript", call.name("folder"), call.name("file")))
                                .giving("text/javascript"))
                .map(Route::withoutKey)
                .toList();
    }

    private static Reply page() {
        return file("text/html", "index.html")
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static Reply file(String mediaType, String... path) {
        boolean named = Stream.of(path).allMatch(name -> NAME.matcher(name).matches());
        try (InputStream in =
                named ? DashboardResource.class.getResourceAsStream(FOLDER + String.join("/", path)) : null) {
            if (in == null) {
                throw Problem.of(ProblemType.NOT_FOUND, "the dashboard has no such file")
                        .thrown();
            }
            return Reply.bytes(mediaType + ";charset=utf-8", in.readAllBytes())
                    .with("Cross-Origin-Resource-Policy", "same-origin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
