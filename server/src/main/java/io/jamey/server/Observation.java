package io.jamey.server;

import io.jamey.MemoryException;
import io.jamey.metrics.ProcessMetrics;
import io.jamey.metrics.Rejections;
import io.jamey.metrics.Rejections.Reason;
import io.jamey.metrics.StoreMetrics;
import io.jamey.metrics.live.Live;
import io.jamey.server.access.Admission;
import io.jamey.server.access.Exposure;
import io.jamey.server.http.ProblemType;
import io.jamey.server.settings.MetricsSettings;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything a server measures of its store, of itself and of this process.
final class Observation implements AutoCloseable {
    private final StoreMetrics store;
    private final ProcessMetrics process = new ProcessMetrics();
    private final Rejections rejections = new Rejections();
    private final Live live;
    private final AlertWatch alerts;
    private @Nullable MetricsServer served;

    Observation(StoreMetrics store) {
        this.store = store;
        live = Live.start(store, process, rejections);
        alerts = AlertWatch.start(store, process, rejections);
    }

    StoreMetrics store() {
        return store;
    }

    Live live() {
        return live;
    }

    AlertWatch alerts() {
        return alerts;
    }

    /// Counts a request that ended with a problem, if it was turned away.
    void turnedAway(ProblemType problem) {
        switch (problem) {
            case OVERLOADED -> rejections.add(Reason.OVERLOADED);
            case TOO_MANY_REQUESTS -> rejections.add(Reason.RATE);
            case QUOTA_EXCEEDED -> rejections.add(Reason.QUOTA);
            case UNAUTHENTICATED -> rejections.add(Reason.UNAUTHENTICATED);
            case FORBIDDEN -> rejections.add(Reason.FORBIDDEN);
            case INVALID_REQUEST,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    VERSION_MISMATCH,
                    TOO_LARGE,
                    URI_TOO_LONG,
                    UNSUPPORTED_MEDIA_TYPE,
                    IDEMPOTENCY_KEY_REUSED,
                    HEADERS_TOO_LARGE,
                    INTERNAL,
                    CORRUPT,
                    UNAVAILABLE,
                    FULL -> {
                // not turned away: wrong, or begun
            }
        }
    }

    /// Serves the metrics where the settings say. Who listens on loopback lets every program on this machine read them;
    /// elsewhere they are for whoever has a key that may read everything.
    ///
    /// @param api how the API is served
    /// @param admission to the API
    /// @param keys whether a key opens the API
    /// @throws MemoryException `UNAVAILABLE` when it cannot listen there, although it was told to
    void serve(
            MetricsSettings settings, ServerOptions api, Admission admission, boolean keys, Consumer<String> warnings) {
        if (settings.port().isEmpty()) {
            return;
        }
        Exposure exposure = Exposure.of(settings.host());
        exposure.check(settings.host(), keys, api.tls().isPresent()).forEach(warnings);
        boolean open = exposure == Exposure.LOOPBACK;
        try {
            served = MetricsServer.start(
                    api.at(settings.host(), settings.port().getAsInt(), open ? Optional.empty() : api.tls()),
                    open ? Admission.open() : admission,
                    open,
                    store,
                    process,
                    rejections);
        } catch (MemoryException e) {
            if (settings.required()) {
                throw e;
            }
            warnings.accept("there are no metrics for Prometheus: " + e.getMessage()
                    + ". Set metrics_port, or metrics_port to none if nobody reads them");
        }
    }

    /// Where the metrics are served, if they are.
    Optional<URI> uri() {
        return Optional.ofNullable(served).map(MetricsServer::uri);
    }

    @Override
    public void close() {
        if (served != null) {
            served.close();
        }
        alerts.close();
        live.close();
        process.close();
    }
}
