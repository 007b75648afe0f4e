package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;

/// Asks a server over one connection and does as little as it can beside.
final class Caller implements AutoCloseable {
    /// Requests in a slice: few, for the machine is another one a second later; not so few that each begins with code
    /// that the processor has forgotten.
    static final int SLICE = 100;

    private final Socket socket;
    private final InputStream in;

    Caller(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /// Sends a slice of requests, one after the other, and returns the median time of one in nanoseconds.
    ///
    /// @param requests by number
    double ask(IntFunction<byte[]> requests) throws IOException {
        long[] nanos = new long[SLICE];
        for (int i = 0; i < SLICE; i++) {
            byte[] request = requests.apply(i);
            long begin = System.nanoTime();
            socket.getOutputStream().write(request);
            answer();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return nanos[SLICE / 2];
    }

    private void answer() throws IOException {
        int length = -1;
        boolean first = true;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (first) {
                assertThat(line).startsWith("HTTP/1.1 200");
                first = false;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        assertThat(length).isNotNegative();
        in.skipNBytes(length);
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
