package io.jamey.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One operation: a method on a path, what it takes, and what it does.
///
/// @param path such as `/v1/memories/{id}`, as in the description of the API
/// @param parameters of the query that are known
/// @param takes media types of the body; empty when it has none
/// @param gives media type of the answer when all is well; several, with commas between them, where callers choose
/// @param streams whether it may take long, in either direction
/// @param open whether everybody may ask, also without a key
public record Route(
        String method,
        String path,
        List<String> parameters,
        Set<String> takes,
        String gives,
        boolean streams,
        boolean open,
        Action action) {
    /// What an operation does, on a virtual thread.
    public interface Action {
        Reply run(Call call);
    }

    public Route {
        parameters = List.copyOf(parameters);
        takes = Set.copyOf(takes);
    }

    public static Route get(String path, Action action) {
        return new Route("GET", path, List.of(), Set.of(), Reply.JSON, false, false, action);
    }

    public static Route delete(String path, Action action) {
        return new Route("DELETE", path, List.of(), Set.of(), Reply.JSON, false, false, action);
    }

    /// With a body of JSON.
    public static Route post(String path, Action action) {
        return new Route("POST", path, List.of(), Set.of(Reply.JSON), Reply.JSON, false, false, action);
    }

    /// With a body of JSON.
    public static Route put(String path, Action action) {
        return new Route("PUT", path, List.of(), Set.of(Reply.JSON), Reply.JSON, false, false, action);
    }

    /// With a body of JSON: what it does not name stays as it is.
    public static Route patch(String path, Action action) {
        return new Route(
                "PATCH",
                path,
                List.of(),
                Set.of(Reply.JSON, "application/merge-patch+json"),
                Reply.JSON,
                false,
                false,
                action);
    }

    public Route taking(String... queryParameters) {
        var all = new ArrayList<>(parameters);
        all.addAll(List.of(queryParameters));
        return new Route(method, path, all, takes, gives, streams, open, action);
    }

    public Route giving(String mediaType) {
        return new Route(method, path, parameters, takes, mediaType, streams, open, action);
    }

    /// For everybody.
    public Route withoutKey() {
        return new Route(method, path, parameters, takes, gives, streams, true, action);
    }

    /// A stream, of this media type when there is a body.
    public Route streaming(String... bodies) {
        return new Route(method, path, parameters, Set.of(bodies), gives, true, open, action);
    }
}
