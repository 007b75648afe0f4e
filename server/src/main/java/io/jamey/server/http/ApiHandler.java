package io.jamey.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Namespace;
import io.jamey.json.Json;
import io.jamey.server.access.Admission;
import io.jamey.server.access.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every request of the API from its headers to its answer.
///
/// What can be said from the headers alone is said at once, on the thread that read them: whether the server lives, is
/// full, knows the path, knows the caller. Everything else happens on a virtual thread of the request's own.
public final class ApiHandler extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final byte[] NOTHING = {};
    /// Headers of every answer.
    static final List<HttpField> ALWAYS = List.of(
            new HttpField("X-Content-Type-Options", "nosniff"), new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));

    private final Router router;
    private final Admission admission;
    private final Namespace usual;
    private final SameOrigin sameOrigin;
    private final Gate gate;
    private final BodyReader bodies;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("jamey-request-", 0).factory());

    /// Serves these routes.
    ///
    /// @param gate through which requests come
    /// @param usual the namespace of requests that name none
    public ApiHandler(List<Route> routes, Gate gate, Admission admission, Namespace usual, SameOrigin sameOrigin) {
        router = new Router(routes);
        this.admission = admission;
        this.usual = usual;
        this.sameOrigin = sameOrigin;
        this.gate = gate;
        bodies = new BodyReader(gate.limits());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ALWAYS.forEach(response.getHeaders()::put);
        try {
            String path = request.getHttpURI().getPath();
            if (!probe(path == null ? "" : path, request, response, callback)) {
                begin(path == null ? "" : path, request, response, callback);
            }
        } catch (RuntimeException e) {
            fail(e, request, response, callback);
        }
        return true;
    }

    private boolean probe(String path, Request request, Response response, Callback callback) {
        boolean live = path.equals("/livez");
        boolean known = live || path.equals("/readyz");
        if (!known || !List.of("GET", "HEAD").contains(request.getMethod())) {
            return false;
        }
        boolean well = live || !gate.isClosing();
        var reply = Reply.json(well ? 200 : 503, Map.of("status", well ? "ok" : "shutting down"));
        send(reply, response, callback);
        return true;
    }

    private void begin(String path, Request request, Response response, Callback callback) {
        if (isPreflight(request, response, callback)) {
            return;
        }
        Router.Match match = router.match(request.getMethod(), path);
        Route route = match.route();
        MediaTypes.requireAcceptable(request.getHeaders(), route.gives());
        if (!route.takes().isEmpty()) {
            MediaTypes.requireContent(request.getHeaders(), route.takes());
        }
        if (!gate.arrive(route.streams())) {
            throw Problems.overloaded(gate.isClosing() ? "the server is shutting down" : "the server is at its limit")
                    .thrown();
        }
        boolean begun = false;
        try {
            Caller caller = route.open()
                    ? Caller.anyone()
                    : admission.admit(
                            request.getHeaders().get(HttpHeader.AUTHORIZATION),
                            request.getHeaders().get("X-API-Key"));
            threads.execute(() -> {
                try {
                    work(match, caller, request, response, callback);
                } finally {
                    gate.leave(route.streams());
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                gate.leave(route.streams());
            }
        }
    }

    /// Turns pages of other origins away, and answers browsers that only ask what an allowed page may send.
    boolean isPreflight(Request request, Response response, Callback callback) {
        sameOrigin.require(request.getHeaders(), response.getHeaders());
        if (!SameOrigin.isPreflight(request.getMethod(), request.getHeaders())) {
            return false;
        }
        send(SameOrigin.preflight(), response, callback);
        return true;
    }

    private void work(Router.Match match, Caller caller, Request request, Response response, Callback callback) {
        try {
            Route route = match.route();
            Query query = Query.parse(request.getHttpURI().getQuery(), route.parameters());
            InputStream content = Content.Source.asInputStream(request);
            if (route.streams()) {
                run(match, call(match, caller, query, NOTHING, content, request), response, callback);
            } else if (route.takes().isEmpty()) {
                working(match, call(match, caller, query, NOTHING, content, request), response, callback);
            } else {
                try (BodyReader.Body body = bodies.read(content, request.getLength())) {
                    working(match, call(match, caller, query, body.bytes(), content, request), response, callback);
                }
            }
        } catch (IOException | UncheckedIOException e) { // the caller went away: there is nobody to tell
            callback.failed(e);
        } catch (RuntimeException | Error e) {
            fail(e, request, response, callback);
        }
    }

    private Call call(
            Router.Match match, Caller caller, Query query, byte[] body, InputStream content, Request request) {
        return new Call(
                caller,
                usual,
                match.names(),
                query,
                body,
                content,
                name -> Optional.ofNullable(request.getHeaders().get(name)));
    }

    private void working(Router.Match match, Call call, Response response, Callback callback) throws IOException {
        if (!gate.work()) {
            throw Problems.overloaded("the server is at its limit").thrown();
        }
        try {
            run(match, call, response, callback);
        } finally {
            gate.rest();
        }
    }

    private static void run(Router.Match match, Call call, Response response, Callback callback) throws IOException {
        Reply reply = match.route().action().run(call);
        ReplyStream out = head(reply, response);
        reply.body().writeTo(out);
        out.end(callback);
    }

    private static ReplyStream head(Reply reply, Response response) {
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        if (reply.mediaType() != null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.mediaType());
        }
        return new ReplyStream(response);
    }

    private static void send(Reply reply, Response response, Callback callback) {
        ReplyStream out = head(reply, response);
        try {
            reply.body().writeTo(out);
        } catch (IOException e) {
            callback.failed(e);
            return;
        }
        out.end(callback);
    }

    /// Says what was thrown, or breaks off an answer that has begun.
    void fail(Throwable thrown, Request request, Response response, Callback callback) {
        Problem problem = gate.isClosing() && thrown instanceof IllegalStateException
                ? Problems.overloaded("the server is shutting down")
                : Problems.of(thrown);
        if (problem.type() == ProblemType.INTERNAL || problem.type() == ProblemType.CORRUPT) {
            LOG.error("a {} request failed", request.getMethod(), thrown);
        }
        if (response.isCommitted()) {
            callback.failed(thrown);
            return;
        }
        if (!request.consumeAvailable()) {
            // the rest of the body would be taken for the next request, so the connection ends, and the caller must
            // know
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        send(reply(problem), response, callback);
    }

    private static Reply reply(Problem problem) {
        byte[] body = Json.write(problem.fields()).getBytes(UTF_8);
        return new Reply(problem.type().status(), problem.headers(), Problem.MEDIA_TYPE, out -> out.write(body));
    }
}
