package io.jamey.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How an [HttpMemoryStore] reaches its server.
///
/// @param server its address, such as `http://127.0.0.1:8080`, with or without the `/v1` of the API
/// @param key what `jamey keys create` printed, if the server has keys
/// @param connect how long a connection may take to be made
/// @param timeout how long an answer may take to begin, and again to arrive as a whole
/// @param attempts how often a request is sent at most, where it can be repeated
/// @param tls which certificates are trusted; absent for those that the JVM trusts (`javax.net.ssl.trustStore`)
public record ClientOptions(
        URI server, Optional<String> key, Duration connect, Duration timeout, int attempts, Optional<SSLContext> tls) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    public ClientOptions {
        String scheme = String.valueOf(server.getScheme());
        if (!(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                || server.getHost() == null
                || server.getRawQuery() != null
                || server.getRawFragment() != null
                || server.getRawUserInfo() != null) {
            throw new IllegalArgumentException("'" + server
                    + "' is not the address of a server: write it as http://127.0.0.1:8080 or https://host/path");
        }
        server = URI.create(server.toString().replaceFirst("/+$", "").replaceFirst("/v1$", ""));
        if (key.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
            throw new IllegalArgumentException("a key is visible ASCII characters without spaces");
        }
        if (!connect.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("connect and timeout must be positive");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more, not " + attempts);
        }
    }

    /// The usual ones, without a key.
    public static ClientOptions of(URI server) {
        return new ClientOptions(server, Optional.empty(), CONNECT, TIMEOUT, ATTEMPTS, Optional.empty());
    }

    public ClientOptions key(String value) {
        return new ClientOptions(server, Optional.of(value), connect, timeout, attempts, tls);
    }

    public ClientOptions timeout(Duration value) {
        return new ClientOptions(server, key, connect, value, attempts, tls);
    }

    public ClientOptions attempts(int value) {
        return new ClientOptions(server, key, connect, timeout, value, tls);
    }

    public ClientOptions tls(SSLContext value) {
        return new ClientOptions(server, key, connect, timeout, attempts, Optional.of(value));
    }

    /// Without the key.
    @Override
    public String toString() {
        return "ClientOptions[" + server + "]";
    }
}
