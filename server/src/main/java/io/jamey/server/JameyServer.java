package io.jamey.server;

import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.metrics.MetricsOptions;
import io.jamey.metrics.StoreMetrics;
import io.jamey.metrics.TraceSource;
import io.jamey.server.access.Admission;
import io.jamey.server.access.Caller;
import io.jamey.server.access.Exposure;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRecord;
import io.jamey.server.access.KeyRing;
import io.jamey.server.access.RateLimits;
import io.jamey.server.access.Tls;
import io.jamey.server.http.ApiHandler;
import io.jamey.server.http.Gate;
import io.jamey.server.http.HealthDoor;
import io.jamey.server.http.HttpLimits;
import io.jamey.server.http.ProblemPages;
import io.jamey.server.http.ProblemType;
import io.jamey.server.http.Query;
import io.jamey.server.http.Readiness;
import io.jamey.server.http.RequestTracing;
import io.jamey.server.http.SameOrigin;
import io.jamey.server.http.ToolDoor;
import io.jamey.server.rest.ConditionalStore;
import io.jamey.server.rest.RestApi;
import io.jamey.server.settings.Settings;
import io.jamey.server.tools.ToolCaller;
import io.jamey.server.tools.ToolServlet;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A store served over HTTP.
///
/// ```java
/// try (var store = EmbeddedMemoryStore.open(Path.of("memory.db"));
///         var server = JameyServer.start(ServerOptions.defaults(), store)) {
///     log.info("listens at {}", server.uri());
///     Thread.currentThread().join();
/// }
/// ```
///
/// Whoever opened the store closes it, after the server.
public final class JameyServer implements AutoCloseable {
    /// For reading requests and turning them away; everything else is done on virtual threads.
    private static final int THREADS_MAX = 32;

    private static final int THREADS_MIN = 4;
    /// The attribute of a request for the tools that says who sent it.
    private static final String TOOL_CALLER = "io.jamey.server.caller";

    /// Read at one time: room for a search with an embedding of 1536 dimensions in base64, which would else wait for a
    /// second read.
    private static final int READ_BYTES = 32 << 10;

    private final ServerOptions options;
    private final Server jetty;
    private final ServerConnector connector;
    private final Gate gate;
    private final Observation observation;
    private final Runnable closing;

    private JameyServer(
            ServerOptions options,
            Server jetty,
            ServerConnector connector,
            Gate gate,
            Observation observation,
            Runnable closing) {
        this.options = options;
        this.jetty = jetty;
        this.connector = connector;
        this.gate = gate;
        this.observation = observation;
        this.closing = closing;
    }

    /// Starts a server that everybody may use who reaches it, which answers when this returns.
    ///
    /// @throws IllegalArgumentException for an address that others can reach
    /// @throws MemoryException `UNAVAILABLE` when it cannot listen there
    public static JameyServer start(ServerOptions options, MemoryStore store) {
        var _ = Exposure.of(options.host())
                .check(options.host(), false, options.tls().isPresent());
        return start(
                options,
                new Observation(measured(store)),
                Admission.open(),
                RequestTracing.inLog(),
                () -> true,
                () -> {});
    }

    /// Starts a server as it is told: with the keys and rates of its settings. Their quota is for whoever makes the
    /// store, since it belongs below what makes embeddings: see [io.jamey.server.access.QuotaMemoryStore].
    ///
    /// @param warnings hears what the operator should know of
    /// @throws IllegalArgumentException for an address that others can reach while there is no key
    /// @throws MemoryException `UNAVAILABLE` when it cannot listen there
    public static JameyServer start(Settings settings, MemoryStore store, Consumer<String> warnings) {
        return start(settings, measured(store), RequestTracing.inLog(), warnings);
    }

    private static StoreMetrics measured(MemoryStore store) {
        return StoreMetrics.of(store, MetricsOptions.defaults().traces(TraceSource.inLog()));
    }

    /// Starts a server as it is told, on a store that is measured already; what it measures is served too.
    ///
    /// @param tracing is told of the work on each request
    /// @param warnings hears what the operator should know of
    /// @throws IllegalArgumentException for an address that others can reach while there is no key
    /// @throws MemoryException `UNAVAILABLE` when it cannot listen there
    public static JameyServer start(
            Settings settings, StoreMetrics store, RequestTracing tracing, Consumer<String> warnings) {
        Exposure exposure = Exposure.of(settings.host());
        var file = new KeyFile(settings.keysFile());
        List<KeyRecord> keys = file.read().orElse(List.of());
        exposure.check(settings.host(), !keys.isEmpty(), settings.tls().isPresent())
                .forEach(warnings);
        Instant now = Instant.now();
        if (!keys.isEmpty() && keys.stream().allMatch(key -> key.isExpired(now))) {
            warnings.accept("nobody is let in, for every key in " + file.path()
                    + " has expired: make one with 'jamey keys create --name NAME --namespace NAMESPACE'");
        }
        var ring = new KeyRing(file, exposure, InstantSource.system());
        var rates = new RateLimits(settings.limits().rate());
        Admission admission = (authorization, key) -> {
            Caller caller = ring.admit(authorization, key);
            rates.take(caller);
            return caller;
        };
        ServerOptions options = ServerOptions.of(settings);
        JameyServer server = start(options, new Observation(store), admission, tracing, ring::isOpen, ring::close);
        try {
            server.observation.serve(settings.metrics(), options, admission, !keys.isEmpty(), warnings);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static JameyServer start(
            ServerOptions options,
            Observation observation,
            Admission admission,
            RequestTracing tracing,
            BooleanSupplier open,
            Runnable closing) {
        var threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("jamey-http");
        threads.setDaemon(true);
        var jetty = new Server(threads);
        jetty.setDynamic(false);
        jetty.setErrorHandler(new ProblemPages());
        var gate = new Gate(options.limits(), observation::turnedAway);
        var guarded = new ConditionalStore(observation.store().store());
        var api = new ApiHandler(
                RestApi.routes(
                        guarded,
                        options.pageMax(),
                        options.sessionIdle(),
                        gate::inside,
                        observation.live(),
                        observation.alerts()::current),
                gate,
                admission,
                options.namespace(),
                new SameOrigin(open, options.origins()),
                tracing);
        var doors = new ToolDoor(
                ToolServlet.PATH,
                tools(options, guarded, tracing, observation::turnedAway),
                api,
                gate,
                request -> request.setAttribute(TOOL_CALLER, toolCaller(request, options, admission)));
        // An id that nobody has asked for: what a cache knows says nothing of the store behind it.
        var readiness =
                new Readiness(() -> observation.store().inner().retrieve(options.namespace(), MemoryIds.next()));
        jetty.setHandler(new HealthDoor(gate, readiness, doors));
        ServerConnector connector = connector(jetty, options);
        try {
            listen(jetty, connector, options);
        } catch (RuntimeException e) {
            observation.close();
            throw e;
        }
        return new JameyServer(options, jetty, connector, gate, observation, closing);
    }

    /// Starts a server, which answers when this returns.
    ///
    /// @throws MemoryException `UNAVAILABLE` when it cannot listen there
    static void listen(Server jetty, ServerConnector connector, ServerOptions options) {
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
    }

    /// The namespace is settled by the key or by the address, which is the configuration's: never by the model.
    private static ToolCaller toolCaller(Request request, ServerOptions options, Admission admission) {
        HttpFields headers = request.getHeaders();
        Caller caller = admission.admit(headers.get(HttpHeader.AUTHORIZATION), headers.get("X-API-Key"));
        Query query = Query.parse(request.getHttpURI().getQuery(), List.of("namespace"));
        return new ToolCaller(caller, caller.namespaceOr(query.read("namespace", Namespace::of), options.namespace()));
    }

    private static Handler tools(
            ServerOptions options, MemoryStore store, RequestTracing tracing, Consumer<ProblemType> turnedAway) {
        var servlet = new ServletHolder(new ToolServlet(
                store,
                request -> (ToolCaller) Objects.requireNonNull(request.getAttribute(TOOL_CALLER)),
                options.limits().bodyBytes(),
                tracing,
                turnedAway));
        servlet.setAsyncSupported(true);
        servlet.setInitOrder(0); // it is stopped with the server even if nobody ever called it
        var context = new ServletContextHandler("/");
        context.setErrorHandler(new ProblemPages());
        context.addServlet(servlet, ToolServlet.PATH);
        return context;
    }

    static ServerConnector connector(Server jetty, ServerOptions options) {
        var http = new HttpConnectionFactory(configuration(options.limits()));
        http.setInputBufferSize(READ_BYTES);
        ConnectionFactory[] protocols = options.tls()
                .map(files -> {
                    var tls = new SslContextFactory.Server();
                    tls.setSslContext(Tls.context(files, InstantSource.system()));
                    return AbstractConnectionFactory.getFactories(tls, http);
                })
                .orElseGet(() -> new ConnectionFactory[] {http});
        var connector = new ServerConnector(jetty, null, null, null, 1, 1, protocols);
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(options.limits().idle().toMillis());
        jetty.addConnector(connector);
        jetty.addBean(new NetworkConnectionLimit(options.limits().connections(), jetty));
        return connector;
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

    /// Where it listens, such as `http://127.0.0.1:8080`.
    public URI uri() {
        return uri(options, connector);
    }

    static URI uri(ServerOptions options, ServerConnector connector) {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create((options.tls().isPresent() ? "https://" : "http://") + host + ":" + connector.getLocalPort());
    }

    /// Where the metrics are for Prometheus, if they are served.
    public Optional<URI> metricsUri() {
        return observation.uri();
    }

    /// Takes no new requests, finishes those under way within the options' patience, and stops. What was
    /// acknowledged is durable in any case. A second call does nothing.
    @Override
    public void close() {
        if (jetty.isStopped()) {
            return;
        }
        connector.close();
        gate.close(options.patience());
        closing.run();
        observation.close();
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}
