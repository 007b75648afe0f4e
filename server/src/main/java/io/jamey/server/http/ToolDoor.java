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
/// which headers each answer has. Servlets run on virtual threads. A `GET` takes no place at the gate: it is a client
/// that listens for as long as it likes, and the number of connections bounds how many do.
public final class ToolDoor extends Handler.Sequence {
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
        if (HttpMethod.POST.is(request.getMethod())) {
            MediaTypes.requireContent(request.getHeaders(), Set.of(Reply.JSON));
        }
        if (listens ? gate.isClosing() : !gate.enterTool()) {
            throw Problems.overloaded("the server is at its limit, or shutting down")
                    .thrown();
        }
        Callback leaving = listens ? callback : Callback.from(callback, gate::leaveTool);
        try {
            admission.accept(request);
        } catch (RuntimeException e) {
            api.fail(e, request, response, leaving);
            return;
        }
        threads.execute(() -> serve(request, response, leaving));
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
