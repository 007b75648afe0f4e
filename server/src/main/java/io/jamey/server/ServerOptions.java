package io.jamey.server;

import io.jamey.Limits;
import io.jamey.Namespace;
import io.jamey.server.access.TlsFiles;
import io.jamey.server.http.HttpLimits;
import io.jamey.server.settings.RequestLimits;
import io.jamey.server.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a [JameyServer] is started.
///
/// @param host to listen on: a name or an address
/// @param port 0 for any that is free
/// @param namespace of requests that name none
/// @param pageMax memories on one page or in one answer, at most
/// @param tls absent for plain HTTP
/// @param origins whose pages may call from a browser
/// @param sessionIdle how long a session is kept that nothing is added to
/// @param patience of [JameyServer#close()] with requests under way
public record ServerOptions(
        String host,
        int port,
        Namespace namespace,
        int pageMax,
        HttpLimits limits,
        Optional<TlsFiles> tls,
        List<String> origins,
        Duration sessionIdle,
        Duration patience) {
    public ServerOptions {
        origins = List.copyOf(origins);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
    }

    /// On loopback, port 8080.
    public static ServerOptions defaults() {
        return new ServerOptions(
                "127.0.0.1",
                8080,
                Namespace.of("default"),
                Limits.PAGE,
                HttpLimits.defaults(),
                Optional.empty(),
                List.of(),
                Duration.ofHours(24),
                Duration.ofSeconds(10));
    }

    /// As a server is told.
    public static ServerOptions of(Settings settings) {
        RequestLimits limits = settings.limits();
        HttpLimits usual = HttpLimits.defaults();
        return new ServerOptions(
                settings.host(),
                settings.port(),
                settings.namespace(),
                limits.page(),
                new HttpLimits(
                        limits.inFlight(),
                        usual.streams(),
                        usual.connections(),
                        limits.bodyBytes(),
                        Math.max(limits.bodyBytes(), usual.bodiesBytes()),
                        limits.headerBytes(),
                        limits.idleTimeout(),
                        limits.requestTimeout()),
                settings.tls(),
                settings.corsOrigins(),
                settings.sessionIdle(),
                Duration.ofSeconds(10));
    }

    public ServerOptions host(String value) {
        return new ServerOptions(value, port, namespace, pageMax, limits, tls, origins, sessionIdle, patience);
    }

    public ServerOptions port(int value) {
        return new ServerOptions(host, value, namespace, pageMax, limits, tls, origins, sessionIdle, patience);
    }

    /// The same elsewhere.
    ServerOptions at(String otherHost, int otherPort, Optional<TlsFiles> otherTls) {
        return new ServerOptions(
                otherHost, otherPort, namespace, pageMax, limits, otherTls, origins, sessionIdle, patience);
    }

    public ServerOptions namespace(Namespace value) {
        return new ServerOptions(host, port, value, pageMax, limits, tls, origins, sessionIdle, patience);
    }

    public ServerOptions limits(HttpLimits value) {
        return new ServerOptions(host, port, namespace, pageMax, value, tls, origins, sessionIdle, patience);
    }

    public ServerOptions patience(Duration value) {
        return new ServerOptions(host, port, namespace, pageMax, limits, tls, origins, sessionIdle, value);
    }
}
