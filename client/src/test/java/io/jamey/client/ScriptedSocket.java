package io.jamey.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// A listener below HTTP: it reads requests and does with the socket whatever it is told, as no well-behaved server
/// would.
final class ScriptedSocket implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Script script;

    /// What happens to one connection, after its first request was read. Then it is closed.
    interface Script {
        /// Writes the answer, or half of one.
        ///
        /// @param number of the request, from 0
        /// @param head of the request
        /// @param body of the request
        void answer(int number, String head, byte[] body, Socket socket) throws IOException;
    }

    ScriptedSocket(Script script) throws IOException {
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /// Says these bytes, whatever it is asked.
    static ScriptedSocket saying(String... answers) throws IOException {
        return new ScriptedSocket((number, _, _, socket) ->
                socket.getOutputStream().write(answers[Math.min(number, answers.length - 1)].getBytes(ISO_8859_1)));
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (SocketException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            if (head.isEmpty()) {
                return; // a connection that was not used
            }
            byte[] body = in.readNBytes(bodyLength(head));
            heard.add(head);
            script.answer(heard.size() - 1, head, body, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        var read = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.write(next);
            if (next == '\n' && read.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                return read.toString(ISO_8859_1);
            }
        }
        return "";
    }

    private static int bodyLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    int port() {
        return listening.getLocalPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /// The heads of the requests so far.
    List<String> heard() {
        return heard;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
