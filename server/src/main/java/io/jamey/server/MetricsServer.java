package io.jamey.server;

import io.jamey.metrics.PrometheusText;
import io.jamey.server.access.Admission;
import io.jamey.server.access.Permission;
import io.jamey.server.http.ApiHandler;
import io.jamey.server.http.Call;
import io.jamey.server.http.Gate;
import io.jamey.server.http.ProblemPages;
import io.jamey.server.http.Reply;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.http.Route;
import io.jamey.server.http.SameOrigin;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The metrics for Prometheus at `/metrics`, on a port and threads of their own: they are read while the API is busy,
/// and can be shown to others than the API is.
final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int THREADS_MAX = 8;
    private static final int THREADS_MIN = 2;

    private final ServerOptions options;
    private final Server jetty;
    private final ServerConnector connector;
    private final PrometheusText text;

    private MetricsServer(ServerOptions options, Server jetty, ServerConnector connector, PrometheusText text) {
        this.options = options;
        this.jetty = jetty;
        this.connector = connector;
        this.text = text;
    }

    /// Starts to serve what these show.
    ///
    /// @param open whether nobody needs a key
    /// @throws io.jamey.MemoryException `UNAVAILABLE` when it cannot listen there
    static MetricsServer start(ServerOptions options, Admission admission, boolean open, MeterBinder... parts) {
        var text = new PrometheusText(parts);
        var threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("jamey-metrics");
        threads.setDaemon(true);
        var jetty = new Server(threads);
        jetty.setDynamic(false);
        jetty.setErrorHandler(new ProblemPages());
        jetty.setHandler(new ApiHandler(
                List.of(Route.get(PATH, call -> metrics(call, text)).giving(PrometheusText.MEDIA_TYPES)),
                new Gate(options.limits()),
                admission,
                options.namespace(),
                new SameOrigin(() -> open, List.of()),
                RequestTracing.inLog()));
        ServerConnector connector = JameyServer.connector(jetty, options);
        try {
            JameyServer.listen(jetty, connector, options);
        } catch (RuntimeException e) {
            text.close();
            throw e;
        }
        return new MetricsServer(options, jetty, connector, text);
    }

    private static Reply metrics(Call call, PrometheusText text) {
        call.caller().requireEverywhere(Permission.READ);
        String mediaType = PrometheusText.mediaType(call.header("Accept").orElse(null));
        return Reply.stream(mediaType, out -> text.write(out, mediaType));
    }

    /// Where they are.
    URI uri() {
        return JameyServer.uri(options, connector).resolve(PATH);
    }

    @Override
    public void close() {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server of metrics did not stop", e);
        } finally {
            text.close();
        }
    }
}
