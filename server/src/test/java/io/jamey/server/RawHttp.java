package io.jamey.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;

/// Bytes to a server and what comes back, whatever they are.
final class RawHttp {
    private static final int PATIENCE_MILLIS = 10_000;

    private RawHttp() {}

    /// The head of a request for this server.
    static String head(String methodAndPath, String... headers) {
        return methodAndPath + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    static Socket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /// The answer as far as its body has come when the first bytes have.
    static String ask(int port, String request) {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return answer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads one answer with a `Content-Length`, or to the end.
    static String answer(Socket socket) throws IOException {
        var text = new StringBuilder();
        var in = socket.getInputStream();
        try {
            while (!isWhole(text)) {
                int b = in.read();
                if (b < 0) {
                    break;
                }
                text.append((char) b);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no whole answer came, only: " + text, e);
        }
        return text.toString();
    }

    private static boolean isWhole(StringBuilder text) {
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String headers = text.substring(0, head).toLowerCase(Locale.ROOT);
        int length = headers.indexOf("content-length: ");
        if (length < 0) {
            return false;
        }
        int end = headers.indexOf('\r', length);
        String number = headers.substring(length + "content-length: ".length(), end < 0 ? headers.length() : end);
        return text.length() - head - 4 >= Integer.parseInt(number.strip());
    }
}
