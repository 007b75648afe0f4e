package io.jamey.server;

import io.jamey.Limits;
import io.jamey.Namespace;
import io.jamey.server.http.HttpLimits;
import java.time.Duration;

/// How a [JameyServer] is started.
///
/// @param host to listen on: a name or an address
/// @param port 0 for any that is free
/// @param namespace of requests that name none
/// @param pageMax memories on one page or in one answer, at most
/// @param patience of [JameyServer#close()] with requests under way
public record ServerOptions(
        String host, int port, Namespace namespace, int pageMax, HttpLimits limits, Duration patience) {
    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
    }

    /// On loopback, port 8080.
    public static ServerOptions defaults() {
        return new ServerOptions(
                "127.0.0.1", 8080, Namespace.of("default"), Limits.PAGE, HttpLimits.defaults(), Duration.ofSeconds(10));
    }

    public ServerOptions host(String value) {
        return new ServerOptions(value, port, namespace, pageMax, limits, patience);
    }

    public ServerOptions port(int value) {
        return new ServerOptions(host, value, namespace, pageMax, limits, patience);
    }

    public ServerOptions namespace(Namespace value) {
        return new ServerOptions(host, port, value, pageMax, limits, patience);
    }

    public ServerOptions limits(HttpLimits value) {
        return new ServerOptions(host, port, namespace, pageMax, value, patience);
    }

    public ServerOptions patience(Duration value) {
        return new ServerOptions(host, port, namespace, pageMax, limits, value);
    }
}
