package io.jamey.server.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Sends the requests for one path to servlets, which may block, and all others to the API.
///
/// What holds for the API holds for them: which origins may call, who is admitted, how many requests there are at once,
/// how bodies arrive, which headers each answer has. Servlets run on virtual threads, when the body is there. A `GET`
/// takes no place at the gate: it is a client that listens for as long as it likes, and the number of connections
/// bounds how many do.
public final class ToolDoor extends Handler.Sequence {
    /// The attribute of a `POST` that holds its body, bytes not to be changed: there is nothing left to read.
    public static final String BODY = ToolDoor.class.getName() + ".body";

    private final String path;
    private final Handler servlets;
    private final ApiHandler api;
    private final Gate gate;
    private final Consumer<Request> admission;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("jamey-tools-", 0).factory());

    /// @param admission throws for a request that is turned away, before its body is read
    public ToolDoor(String path, Handler servlets, ApiHandler api, Gate gate, Consumer<Request> admission) {
        super(false, List.of(servlets, api));
        this.path = path;
        this.servlets = servlets;
        this.api = api;
        this.gate = gate;
        this.admission = admission;
    }

    /// Nothing here blocks: servlets get threads of their own.
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!path.equals(request.getHttpURI().getPath())) {
            return api.handle(request, response, callback);
        }
        ApiHandler.always(response);
        try {
            if (!api.isPreflight(request, response, callback)) {
                begin(request, response, callback);
            }
        } catch (RuntimeException e) {
            api.fail(e, request, response, callback);
        }
        return true;
    }

    private void begin(Request request, Response response, Callback callback) {
        boolean listens = HttpMethod.GET.is(request.getMethod());
        boolean brings = HttpMethod.POST.is(request.getMethod());
        if (brings) {
            MediaTypes.requireContent(request.getHeaders(), Set.of(Reply.JSON));
        }
        if (listens ? gate.isClosing() : !gate.enter(false)) {
            throw full();
        }
        Callback leaving = listens ? callback : api.leaving(false, callback);
        try {
            admission.accept(request);
        } catch (RuntimeException e) {
            api.fail(e, request, response, leaving);
            return;
        }
        BodyReader bodies = api.bodies();
        if (listens) {
            threads.execute(() -> serve(request, response, leaving));
        } else if (brings) {
            bodies.read(
                    request,
                    body -> enter(body, request, response, leaving),
                    cause -> api.fail(cause, request, response, leaving));
        } else {
            enter(bodies.nothing(), request, response, leaving);
        }
    }

    /// Has a request served that has come as a whole, if there is a place for it.
    private void enter(BodyReader.Body body, Request request, Response response, Callback callback) {
        if (!gate.enterTool()) {
            body.close();
            api.fail(full(), request, response, callback);
            return;
        }
        request.setAttribute(BODY, body.bytes());
        Callback leaving = Callback.from(callback, () -> {
            body.close();
            gate.leaveTool();
        });
        threads.execute(() -> serve(request, response, leaving));
    }

    private static ProblemException full() {
        return Problems.overloaded("the server is at its limit, or shutting down")
                .thrown();
    }

    private void serve(Request request, Response response, Callback callback) {
        try {
            if (!servlets.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception | Error e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
