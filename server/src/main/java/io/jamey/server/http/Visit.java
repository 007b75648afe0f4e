package io.jamey.server.http;

import io.jamey.Namespace;
import io.jamey.server.access.Caller;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// A request that was let in, with what is needed to answer it.
///
/// @param callback completes it, once
record Visit(Router.Match match, Caller caller, Request request, Response response, Callback callback) {
    Route route() {
        return match.route();
    }

    /// Breaks the connection, from any thread.
    void abort(String why) {
        abort(request, why);
    }

    static void abort(Request request, String why) {
        request.getConnectionMetaData().getConnection().getEndPoint().close(new TimeoutException(why));
    }

    Call call(Namespace usual, byte[] body, InputStream content) {
        Query query = Query.parse(request.getHttpURI().getQuery(), route().parameters());
        return new Call(caller, usual, match.names(), query, body, content, this::header);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }
}
