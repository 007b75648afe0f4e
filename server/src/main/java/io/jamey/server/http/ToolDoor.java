package io.jamey.server.http;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Sends the requests for one path to servlets, which may block, and all others to the API.
///
/// Servlets run on virtual threads and come through the same gate as the API. A `GET` takes no place there: it is a
/// client that listens for as long as it likes, and the number of connections bounds how many do.
public final class ToolDoor extends Handler.Sequence {
    private final String path;
    private final Handler servlets;
    private final Handler api;
    private final Gate gate;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("jamey-tools-", 0).factory());

    public ToolDoor(String path, Handler servlets, Handler api, Gate gate) {
        super(false, List.of(servlets, api));
        this.path = path;
        this.servlets = servlets;
        this.api = api;
        this.gate = gate;
    }

    /// Nothing here blocks: servlets get threads of their own.
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!path.equals(request.getHttpURI().getPath())) {
            return api.handle(request, response, callback);
        }
        boolean listens = HttpMethod.GET.is(request.getMethod());
        if (listens ? gate.isClosing() : !gate.enterTool()) {
            response.getHeaders().put("Retry-After", Problems.SOON_SECONDS);
            Response.writeError(request, response, callback, 503);
            return true;
        }
        Callback leaving = listens ? callback : Callback.from(callback, gate::leaveTool);
        threads.execute(() -> serve(request, response, leaving));
        return true;
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
