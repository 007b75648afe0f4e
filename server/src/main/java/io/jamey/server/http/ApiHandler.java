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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
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
/// What can be said from the headers alone is said at once, on the thread that read them: whether the server is full,
/// knows the path, knows the caller. The body is read as it comes; when it is there, everything else happens on a
/// virtual thread of the request's own.
public final class ApiHandler extends Handler.Abstract.NonBlocking {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final byte[] NOTHING = {};
    private static final List<HttpField> ALWAYS = List.of(
            new HttpField("X-Content-Type-Options", "nosniff"), new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));

    private final Router router;
    private final Admission admission;
    private final Namespace usual;
    private final SameOrigin sameOrigin;
    private final Gate gate;
    private final BodyReader bodies;
    private final RequestTracing tracing;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("jamey-request-", 0).factory());

    /// Serves these routes.
    ///
    /// @param gate through which requests come
    /// @param usual the namespace of requests that name none
    /// @param tracing is told of the work on each request
    public ApiHandler(
            List<Route> routes,
            Gate gate,
            Admission admission,
            Namespace usual,
            SameOrigin sameOrigin,
            RequestTracing tracing) {
        router = new Router(routes);
        this.admission = admission;
        this.usual = usual;
        this.sameOrigin = sameOrigin;
        this.gate = gate;
        this.tracing = tracing;
        bodies = new BodyReader(gate);
    }

    /// Headers of every answer.
    static void always(Response response) {
        ALWAYS.forEach(response.getHeaders()::put);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        always(response);
        try {
            String path = request.getHttpURI().getPath();
            begin(path == null ? "" : path, request, response, callback);
        } catch (RuntimeException e) {
            fail(e, request, response, callback);
        }
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
        boolean streams = route.streams();
        if (!gate.enter(streams)) {
            refuse(request, response, callback);
            return;
        }
        Callback leaving = leaving(streams, callback);
        try {
            Caller caller = route.open()
                    ? Caller.anyone()
                    : admission.admit(
                            request.getHeaders().get(HttpHeader.AUTHORIZATION),
                            request.getHeaders().get("X-API-Key"));
            begin(new Visit(match, caller, request, response, leaving));
        } catch (RuntimeException e) {
            fail(e, request, response, leaving);
        }
    }

    /// Turns pages of other origins away, and answers browsers that only ask what an allowed page may send.
    boolean isPreflight(Request request, Response response, Callback callback) {
        sameOrigin.require(request.getHeaders(), response.getHeaders());
        if (!SameOrigin.isPreflight(request.getMethod(), request.getHeaders())) {
            return false;
        }
        ReplyStream.send(SameOrigin.preflight(), request, response, callback);
        return true;
    }

    /// Where the bodies of requests are read, those to other doors included: they share one limit.
    BodyReader bodies() {
        return bodies;
    }

    /// Leaves only when the last byte of the answer is sent: who closes the server waits for it.
    Callback leaving(boolean streams, Callback callback) {
        return Callback.from(
                InvocationType.NON_BLOCKING,
                () -> {
                    gate.leave(streams);
                    callback.succeeded();
                },
                cause -> {
                    gate.leave(streams);
                    callback.failed(cause);
                });
    }

    private void begin(Visit visit) {
        Route route = visit.route();
        if (route.streams()) {
            threads.execute(() -> stream(visit));
        } else if (route.takes().isEmpty()) {
            work(visit, bodies.nothing());
        } else {
            bodies.read(visit.request(), body -> work(visit, body), cause -> fail(cause, visit));
        }
    }

    private void stream(Visit visit) {
        var content = new PacedBody(Content.Source.asInputStream(visit.request()), gate.limits());
        run(visit, () -> visit.call(usual, NOTHING, content), () -> {});
    }

    private void work(Visit visit, BodyReader.Body body) {
        if (!gate.work()) {
            body.close();
            refuse(visit.request(), visit.response(), visit.callback());
            return;
        }
        threads.execute(() -> {
            var turn = new Turn(gate, visit);
            try (body) {
                run(visit, () -> visit.call(usual, body.bytes(), InputStream.nullInputStream()), turn::waits);
            } finally {
                turn.end();
            }
        });
    }

    /// @param waits is run before each piece of a long answer
    private void run(Visit visit, Supplier<Call> call, Runnable waits) {
        Route route = visit.route();
        tracing.around(route.method(), route.path(), visit::header, () -> answer(visit, call, waits));
    }

    /// Returns the status that was answered.
    private int answer(Visit visit, Supplier<Call> call, Runnable waits) {
        int status = ProblemType.INTERNAL.status();
        try {
            Reply reply = visit.route().action().run(call.get());
            status = reply.status();
            var out = new ReplyStream(
                    visit.request(), visit.response(), gate.limits().arrival(), waits);
            out.head(reply);
            reply.body().writeTo(out);
            out.end(visit.callback());
        } catch (IOException | UncheckedIOException e) { // the caller went away: there is nobody to tell
            visit.callback().failed(e);
        } catch (RuntimeException | Error e) {
            status = Problems.of(e).type().status();
            fail(e, visit);
        }
        return status;
    }

    private void refuse(Request request, Response response, Callback callback) {
        if (gate.isClosing()) {
            Problem closing = Problems.overloaded("the server is shutting down");
            ReplyStream.send(reply(closing), request, response, callback);
        } else {
            gate.tell(ProblemType.OVERLOADED);
            Overload.tell(request, response, callback);
        }
    }

    private void fail(Throwable thrown, Visit visit) {
        fail(thrown, visit.request(), visit.response(), visit.callback());
    }

    /// Says what was thrown, or breaks off an answer that has begun.
    void fail(Throwable thrown, Request request, Response response, Callback callback) {
        if (thrown instanceof IOException) { // the caller went away: there is nobody to tell
            callback.failed(thrown);
            return;
        }
        Problem problem = gate.isClosing() && thrown instanceof IllegalStateException
                ? Problems.overloaded("the server is shutting down")
                : Problems.of(thrown);
        gate.tell(problem.type());
        if (problem.type() == ProblemType.INTERNAL || problem.type() == ProblemType.CORRUPT) {
            LOG.error("a {} request failed", request.getMethod(), thrown);
        }
        if (response.isCommitted()) {
            callback.failed(thrown);
            return;
        }
        ReplyStream.send(reply(problem), request, response, callback);
    }

    private static Reply reply(Problem problem) {
        byte[] body = Json.write(problem.fields()).getBytes(UTF_8);
        return new Reply(problem.type().status(), problem.headers(), Problem.MEDIA_TYPE, out -> out.write(body));
    }
}
