package io.jamey.server.http;

import java.time.Duration;

/// What one server takes on at once, and how long it waits for slow callers.
///
/// @param working requests that are worked on at one time
/// @param streams imports and exports at one time
/// @param connections open at one time
/// @param bodyBytes of one request; lines of an import have a limit of their own
/// @param bodiesBytes of all request bodies together that are larger than [#SMALL_BODY_BYTES]
/// @param headerBytes of one request, its first line included
/// @param idle how long a connection may be silent
/// @param arrival how long a body may take to arrive as a whole, and a caller to take each piece of a long answer; of a
///     stream, how long it may bring or take less than a thousand bytes a second
public record HttpLimits(
        int working,
        int streams,
        int connections,
        int bodyBytes,
        long bodiesBytes,
        int headerBytes,
        Duration idle,
        Duration arrival) {
    /// Bodies up to this size wait for nobody.
    static final int SMALL_BODY_BYTES = 64 << 10;

    public HttpLimits {
        if (working < 1 || streams < 1 || connections < 1) {
            throw new IllegalArgumentException(
                    "a server must take at least one request, stream and connection at a time");
        }
        if (bodyBytes < 1024 || headerBytes < 1024 || bodiesBytes < bodyBytes) {
            throw new IllegalArgumentException(
                    "limits must leave room for 1024 bytes of body and of headers, and for one body at a time");
        }
        if (!idle.isPositive() || !arrival.isPositive()) {
            throw new IllegalArgumentException("limits of time must be positive");
        }
    }

    /// The usual limits; of large bodies, as many as suit the heap of this process.
    public static HttpLimits defaults() {
        int bodyBytes = 16 << 20;
        return new HttpLimits(
                64,
                4,
                4096,
                bodyBytes,
                Math.max(bodyBytes, Runtime.getRuntime().maxMemory() / 16),
                32 << 10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30));
    }

    public HttpLimits working(int value) {
        return new HttpLimits(value, streams, connections, bodyBytes, bodiesBytes, headerBytes, idle, arrival);
    }

    public HttpLimits idle(Duration value) {
        return new HttpLimits(working, streams, connections, bodyBytes, bodiesBytes, headerBytes, value, arrival);
    }

    public HttpLimits arrival(Duration value) {
        return new HttpLimits(working, streams, connections, bodyBytes, bodiesBytes, headerBytes, idle, value);
    }
}
