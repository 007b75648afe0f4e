package io.jamey.server;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.server.access.Admission;
import io.jamey.server.http.ApiHandler;
import io.jamey.server.http.Gate;
import io.jamey.server.http.HttpLimits;
import io.jamey.server.http.ProblemPages;
import io.jamey.server.rest.RestApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A store served over HTTP.
///
/// ```java
/// try (var store = EmbeddedMemoryStore.open(Path.of("memory.db"));
///         var server = JameyServer.start(ServerOptions.defaults(), store, Admission.open())) {
///     System.out.println(server.uri());
///     Thread.currentThread().join();
/// }
/// ```
///
/// Whoever opened the store closes it, after the server.
public final class JameyServer implements AutoCloseable {
    /// For reading requests and turning them away; everything else is done on virtual threads.
    private static final int THREADS_MAX = 32;

    private static final int THREADS_MIN = 4;

    private final ServerOptions options;
    private final Server jetty;
    private final ServerConnector connector;
    private final Gate gate;

    private JameyServer(ServerOptions options, Server jetty, ServerConnector connector, Gate gate) {
        this.options = options;
        this.jetty = jetty;
        this.connector = connector;
        this.gate = gate;
    }

    /// Starts a server, which answers when this returns.
    ///
    /// @throws MemoryException `UNAVAILABLE` when it cannot listen there
    public static JameyServer start(ServerOptions options, MemoryStore store, Admission admission) {
        var threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("jamey-http");
        threads.setDaemon(true);
        var jetty = new Server(threads);
        jetty.setDynamic(false);
        var connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(configuration(options.limits())));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(options.limits().idle().toMillis());
        jetty.addConnector(connector);
        jetty.addBean(new NetworkConnectionLimit(options.limits().connections(), jetty));
        jetty.setErrorHandler(new ProblemPages());
        var gate = new Gate(options.limits());
        jetty.setHandler(new ApiHandler(
                RestApi.routes(store, options.pageMax(), gate::inside),
                gate,
                admission,
                options.namespace(),
                isLoopback(options.host())));
        try {
            connector.open();
        } catch (IOException e) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "cannot listen on " + options.host() + ":" + options.port() + " (" + e.getMessage()
                            + "): is another server running there? Choose another port, or 0 for any that is free",
                    e);
        }
        try {
            jetty.start();
        } catch (Exception e) {
            connector.close();
            throw new IllegalStateException("the HTTP server did not start", e);
        }
        return new JameyServer(options, jetty, connector, gate);
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(limits.headerBytes());
        configuration.setResponseHeaderSize(16 << 10);
        configuration.setIdleTimeout(limits.idle().toMillis());
        // Names may hold a slash or a percent sign, written %2F and %25: routes are matched before anything is decoded.
        configuration.setUriCompliance(UriCompliance.DEFAULT.with(
                "names",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        return configuration;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no host '" + host + "' to listen on", e);
        }
    }

    /// Where it listens, such as `http://127.0.0.1:8080`.
    public URI uri() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    /// Takes no new requests, finishes those under way within the options' patience, and stops. What was acknowledged
    /// is
    /// durable in any case. A second call does nothing.
    @Override
    public void close() {
        if (jetty.isStopped()) {
            return;
        }
        connector.close();
        gate.close(options.patience());
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}
