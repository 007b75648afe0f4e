package io.jamey.server.tools;

import java.util.List;
import java.util.stream.Stream;

/// From which pages browsers may reach the tools, and by which names of this server: against pages that make a browser
/// speak to a server their visitor can reach (DNS rebinding). Requests without `Origin` are not from a page.
///
/// @param origins such as `https://app.example.org`, or `http://localhost:*` for any port
/// @param hosts values of `Host`, such as `localhost:*`; empty for any
public record HttpPolicy(List<String> origins, List<String> hosts) {
    private static final List<String> LOOPBACK = List.of("localhost:*", "127.0.0.1:*", "[::1]:*");

    public HttpPolicy {
        origins = List.copyOf(origins);
        hosts = List.copyOf(hosts);
    }

    /// For a server on loopback: called by its names there, from pages on the same machine.
    public static HttpPolicy loopback() {
        return new HttpPolicy(
                LOOPBACK.stream()
                        .flatMap(host -> Stream.of("http://" + host, "https://" + host))
                        .toList(),
                LOOPBACK);
    }

    /// With more origins.
    public HttpPolicy and(List<String> more) {
        return new HttpPolicy(Stream.concat(origins.stream(), more.stream()).toList(), hosts);
    }
}
