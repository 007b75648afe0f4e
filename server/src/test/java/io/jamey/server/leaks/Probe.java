package io.jamey.server.leaks;

import java.util.List;

/// A request about something of another tenant, which the marks of [Tenant#named()] stand for.
///
/// @param body empty for none
/// @param headers names and values in turn
record Probe(String method, String path, String body, String mediaType, List<String> headers) {
    static Probe of(String methodAndPath) {
        return of(methodAndPath, "");
    }

    static Probe of(String methodAndPath, String body) {
        String[] parts = methodAndPath.split(" ", 2);
        return new Probe(parts[0], parts[1], body, "application/json", List.of());
    }

    Probe with(String... more) {
        return new Probe(method, path, body, mediaType, List.of(more));
    }

    Probe lines() {
        return new Probe(method, path, body, "application/x-ndjson", headers);
    }

    /// The same with one more parameter.
    Probe asking(String parameter) {
        return new Probe(method, path + (path.contains("?") ? "&" : "?") + parameter, body, mediaType, headers);
    }

    Probe about(Tenant target) {
        return new Probe(
                method,
                target.fill(path),
                target.fill(body),
                mediaType,
                headers.stream().map(target::fill).toList());
    }

    /// The operation of the API as its description names it.
    String operation() {
        String bare = path.replaceFirst("\\?.*", "");
        return method + " "
                + bare.replace("<id>", "{id}").replace("<session>", "{session}").replace("<namespace>", "{name}");
    }

    @Override
    public String toString() {
        return method + " " + path + (headers.isEmpty() ? "" : " " + headers) + (body.isEmpty() ? "" : " " + body);
    }
}
