package io.jamey.server.http;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Answers `/livez` and `/readyz`, outside all limits, and sends every other request on.
///
/// Whether the process lives is said by the thread that read the question; it waits for nothing. Whether it is ready is
/// asked of the store.
public final class HealthDoor extends Handler.Wrapper {
    private static final String WELL = "ok";

    private final Gate gate;
    private final Readiness readiness;

    public HealthDoor(Gate gate, Readiness readiness, Handler next) {
        super(next);
        this.gate = gate;
        this.readiness = readiness;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        boolean asks = path != null && List.of("GET", "HEAD").contains(request.getMethod());
        if (asks && path.equals("/livez")) {
            say(Map.of("status", WELL), request, response, callback);
        } else if (asks && path.equals("/readyz") && gate.isClosing()) {
            say(Map.of("status", "shutting down"), request, response, callback);
        } else if (asks && path.equals("/readyz")) {
            Thread.ofVirtual().name("jamey-readiness").start(() -> say(readiness(), request, response, callback));
        } else {
            return super.handle(request, response, callback);
        }
        return true;
    }

    private Map<String, String> readiness() {
        return readiness
                .fault()
                .map(reason -> Map.of("status", "unavailable", "reason", reason))
                .orElse(Map.of("status", WELL));
    }

    private static void say(Map<String, String> state, Request request, Response response, Callback callback) {
        boolean well = WELL.equals(state.get("status"));
        Reply reply = Reply.json(well ? 200 : 503, state);
        ApiHandler.always(response);
        ReplyStream.send(well ? reply : reply.with("Retry-After", Problems.SOON_SECONDS), request, response, callback);
    }
}
